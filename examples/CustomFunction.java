// Operations of your own: a forward pass, and the gradient that you say it has.
//
//     ./jgrad run examples/CustomFunction.java

import static jgrad.Tensors.*;
import static jgrad.autograd.Autograd.*;

import module jgrad.core;

/// x², with its derivative written by hand.
record Square() implements Function1 {
    public Tensor forward(Context ctx, Tensor x) {
        ctx.saveForBackward(x);
        return x.mul(x);
    }

    public Tensor backward(Context ctx, Tensor g) {
        return g.mul(2).mul(ctx.saved(0)); // ordinary operations, so it can be differentiated again
    }
}

/// x·w to the left of a kink, and a `slope` of that to its right. Two tensors come in; the number,
/// which has no gradient, is a field.
record Kinked(double slope) implements Function2 {
    public Tensor forward(Context ctx, Tensor x, Tensor w) {
        var product = x.mul(w);
        ctx.saveForBackward(x, w, product.gt(0));
        return where(ctx.saved(2), product.mul(slope), product);
    }

    public Gradients backward(Context ctx, Tensor g) {
        var x = ctx.saved(0);
        var w = ctx.saved(1);
        var inside = where(ctx.saved(2), g.mul(slope), g);
        return new Gradients(
                ctx.needsInputGrad(0) ? inside.mul(w) : null,
                ctx.needsInputGrad(1) ? inside.mul(x) : null);
    }
}

void main() {
    var x = tensor(3.0).requiresGrad_();
    var y = new Square().apply(x);
    print(y);

    // First and second derivative: 2x and 2.
    var first = grad(y, x, createGraph());
    var second = grad(first, x);
    print(first.detach(), second);

    var inputs = tensor(-1.0, 2.0).requiresGrad_();
    var weights = tensor(3.0, 4.0).requiresGrad_();
    new Kinked(0.1).apply(inputs, weights).sum().backward();
    print(inputs.grad(), weights.grad());

    // What to write in the test of an operation of one's own: compares with finite differences,
    // the second derivatives too.
    var points = tensor(new double[] {-1.5, 0.5, 2.0}, DType.FLOAT64).requiresGrad_();
    print(GradCheck.gradcheck(t -> new Square().apply(t), points));
    print(GradCheck.gradgradcheck(t -> new Square().apply(t), points));
}
