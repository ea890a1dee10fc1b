// The first cells of PyTorch's autograd notebook: record, go backward, walk the graph by hand.
//
//     ./jgrad run examples/Notebook.java

import static jgrad.Tensors.*;

import module jgrad.core;

void main() {
    var b = tensor(1.0).requiresGrad_();
    var w = tensor(2.0).requiresGrad_();
    var x = tensor(3.0);

    // Every line is computed at once, and written down as a node of a graph.
    var a = relu(w.mul(x).add(b));
    print(a);

    a.backward();
    print(w.grad(), b.grad(), x.grad());

    // The same again by hand. Nodes can be called: they take the gradients of their outputs and
    // give those of their inputs. The graph above is used up, so here is a new one.
    a = relu(w.mul(x).add(b));
    Node relu = a.gradFn();
    Tensor dv = relu.apply(tensor(1.0)).single();

    Node add = relu.nextFunctions().get(0).node();
    print(add);
    Gradients parts = add.apply(dv); // of w * x, and of b
    print(parts);

    Node mul = add.nextFunctions().get(0).node();
    print(mul.apply(parts.get(0))); // of w, and None for x, which needs no gradient
}
