// The gradient of every sample of a batch, by functions of functions: grad, vmap and their mixture.
//
//     ./jgrad run examples/PerSampleGradients.java

import static jgrad.Tensors.*;
import static jgrad.func.Func.grad;
import static jgrad.func.Func.jacrev;
import static jgrad.func.Func.vmap;

import module jgrad.core;

/// The squared error of one sample: a vector x, and a number y.
Tensor loss(Tensor w, Tensor x, Tensor y) {
    return w.dot(x).sub(y).pow(2);
}

void main() {
    var w = tensor(1.0, -1.0);
    var xs = tensor(new double[][] {{1, 2}, {3, 4}, {5, 6}});
    var ys = tensor(0.0, 1.0, -2.0);

    // grad makes a function that gives the gradient for its first argument; nothing needs to be
    // marked by requiresGrad_.
    Fn3 gradient = grad(this::loss);
    print(gradient.apply(w, xs.at(0), ys.at(0)));

    // vmap makes a function of one sample a function of a batch. All samples have the same w, which
    // the function takes from outside.
    Fn2 perSample = vmap((Fn2) (x, y) -> gradient.apply(w, x, y));
    print(perSample.apply(xs, ys));

    // The mean of them is the gradient that training goes by.
    print(perSample.apply(xs, ys).mean(0));

    // A Jacobian: how each of three results depends on each of two inputs.
    print(jacrev((Fn1) v -> tanh(xs.mv(v).mul(0.1))).apply(w));
}
