// Writing into tensors: what views share, what the graph makes of it, and what is refused.
//
//     ./jgrad run examples/InPlaceAndViews.java

import static jgrad.Tensors.*;

import module jgrad.core;

void main() {
    // A view shows a part of the same memory.
    var table = zeros(2, 3);
    table.select(0, 1).fill_(7);
    table.set(5, At.at(0), At.range(0, 2));
    print(table);

    // Writing is differentiable. Here the second row of y is multiplied through a view; the write
    // is
    // recorded in the graph of y, the whole, as CopySlices.
    var x = ones(2, 3).requiresGrad_();
    var y = x.mul(2);
    y.select(0, 1).mul_(10);
    print(y.gradFn().name());
    y.sum().backward();
    print(x.grad());

    // exp saves its result for the backward pass. If somebody writes over it, the gradient would be
    // wrong, so it is refused. Views and their base share the count of writes.
    var t = tensor(1.0, 2.0).requiresGrad_();
    var e = exp(t);
    e.detach().zero_();
    attempt(() -> e.sum().backward());

    // A leaf that needs a gradient may not be written to, since the gradient would be that of a
    // value which is gone ...
    attempt(() -> t.add_(1));

    // ... but without recording it may: so parameters are updated.
    try (var _ = Autograd.noGrad()) {
        t.add_(1);
    }
    print(t);
}

void attempt(Runnable action) {
    try {
        action.run();
    } catch (RuntimeException refused) {
        // The message goes on for longer; its first sentence will do here.
        IO.println(
                "refused: "
                        + refused.getMessage().lines().findFirst().orElse("").split("[.:;(]")[0]);
    }
}
