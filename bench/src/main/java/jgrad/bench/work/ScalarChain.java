package jgrad.bench.work;

import static jgrad.bench.Workload.all;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.autograd.Autograd;
import jgrad.bench.Target;
import jgrad.bench.Torch;
import jgrad.bench.Workload;

/// Multiplications and additions of single numbers, one after the other, and back: nothing but the
/// cost of recording and of the engine.
public record ScalarChain(int operations) implements Workload {
    private static final float FACTOR = 1.001f;
    private static final float SUMMAND = -0.001f;

    @Override
    public String family() {
        return "scalar";
    }

    @Override
    public String name() {
        return "chain of " + operations + " operations, forward and backward";
    }

    @Override
    public Target target() {
        return Target.ratio(40);
    }

    @Override
    public boolean scoped() {
        return false;
    }

    @Override
    public Ours ours() {
        Tensor x = Tensors.tensor(0.5).requiresGrad_();
        Tensor factor = Tensors.tensor(FACTOR);
        Tensor summand = Tensors.tensor(SUMMAND);
        return () -> {
            Tensor y = x;
            for (int i = 0; i < operations; i += 2) {
                y = y.mul(factor).add(summand);
            }
            return all(y, Autograd.grad(y, List.of(x)));
        };
    }

    @Override
    public Theirs theirs() {
        var x = Torch.leaf(Torch.scalar(0.5));
        var factor = Torch.scalar(FACTOR);
        var summand = Torch.scalar(SUMMAND);
        return () -> {
            var y = x;
            for (int i = 0; i < operations; i += 2) {
                y = y.mul(factor).add(summand);
            }
            return all(y, Torch.grad(y, x));
        };
    }
}
