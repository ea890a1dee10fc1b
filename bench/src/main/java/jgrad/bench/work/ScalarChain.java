package jgrad.bench.work;

import static jgrad.bench.Workload.all;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.autograd.Autograd;
import jgrad.bench.Target;
import jgrad.bench.Torch;
import jgrad.bench.Workload;

import org.bytedeco.pytorch.global.torch;

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
    public Ours ours() {
        Tensor x = Tensors.tensor(0.5).requiresGrad_();
        Tensor factor = Tensors.tensor(FACTOR);
        Tensor summand = Tensors.tensor(SUMMAND);
        return () -> {
            Tensor y = x;
            for (int i = 0; i < operations; i += 2) {
                y = y.mul(factor).add(summand);
            }
            return all(y, Autograd.grad(y, x).single());
        };
    }

    @Override
    public Theirs theirs() {
        var x = torch.scalar_tensor(Torch.number(0.5)).set_requires_grad(true);
        var factor = torch.scalar_tensor(Torch.number(FACTOR));
        var summand = torch.scalar_tensor(Torch.number(SUMMAND));
        return () -> {
            var y = x;
            for (int i = 0; i < operations; i += 2) {
                y = y.mul(factor).add(summand);
            }
            return all(y, Torch.grad(y, x)[0]);
        };
    }
}
