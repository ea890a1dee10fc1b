// Derivatives of derivatives: Newton's method, and a Hessian times a vector.
//
//     ./jgrad run examples/SecondDerivatives.java

import static jgrad.Tensors.*;
import static jgrad.autograd.Autograd.*;

import module jgrad.core;

/// Rosenbrock's valley, whose lowest point is (1, 1).
Tensor valley(Tensor p) {
    var x = p.at(0);
    var y = p.at(1);
    return x.rsub(1).pow(2).add(y.sub(x.pow(2)).pow(2).mul(100));
}

void main() {
    newton();
    hessianTimesVector();
}

/// The root of cos x - x: with createGraph the derivative is a tensor with a graph of its own, so
/// the whole of Newton's method can be differentiated too.
void newton() {
    var start = tensor(new double[] {0.5}, DType.FLOAT64).requiresGrad_();
    var x = start;
    for (int i = 0; i < 4; i++) {
        var f = cos(x).sub(x);
        var slope = grad(f, x, createGraph());
        x = x.sub(f.div(slope));
        IO.println("x = %.12f".formatted(x.toDouble()));
    }
    // At a root, where one starts no longer matters.
    IO.println("|d root / d start| < 1e-12: " + (Math.abs(grad(x, start).toDouble()) < 1e-12));
}

/// The gradient of (gradient · v) is the Hessian times v. The Hessian itself is never made.
void hessianTimesVector() {
    var p = tensor(new double[] {1, 1}, DType.FLOAT64).requiresGrad_();
    var v = tensor(new double[] {1, 2}, DType.FLOAT64);

    var gradient = grad(valley(p), p, createGraph());
    print(grad(gradient.dot(v), p));

    // The Hessian, row by row; the graph is kept for the next row.
    gradient = grad(valley(p), p, createGraph());
    for (int i = 0; i < 2; i++) {
        print(grad(gradient.at(i), p, retainGraph()));
    }
}
