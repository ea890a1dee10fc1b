package jgrad.bench.work;

import static jgrad.bench.Workload.all;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.autograd.Autograd;
import jgrad.autograd.Context;
import jgrad.autograd.Function1;
import jgrad.bench.Target;
import jgrad.bench.Torch;
import jgrad.bench.Workload;

/// A user's own operation on one number, forward and backward.
public record CustomFunction() implements Workload {
    private record Square() implements Function1 {
        @Override
        public Tensor forward(Context ctx, Tensor x) {
            ctx.saveForBackward(x);
            return x.mul(x);
        }

        @Override
        public Tensor backward(Context ctx, Tensor g) {
            return g.mul(ctx.saved(0)).mul(2);
        }
    }

    @Override
    public String family() {
        return "scalar";
    }

    @Override
    public String name() {
        return "custom Function, 1 element, forward and backward";
    }

    @Override
    public Target target() {
        return Target.ratio(40);
    }

    @Override
    public String note() {
        return "libtorch's Java binding has no custom Function; it runs the built-in x*x, forward"
                + " and backward, which is less. Python 1.13 with"
                + " torch.autograd.Function took 11 us on the machine of the targets.";
    }

    @Override
    public boolean scoped() {
        return false;
    }

    @Override
    public Ours ours() {
        var square = new Square();
        Tensor x = Tensors.tensor(1.5).requiresGrad_();
        return () -> {
            Tensor y = square.apply(x);
            return all(y, Autograd.grad(y, List.of(x)));
        };
    }

    @Override
    public Theirs theirs() {
        var x = Torch.leaf(Torch.scalar(1.5));
        return () -> {
            var y = x.mul(x);
            return all(y, Torch.grad(y, x));
        };
    }
}
