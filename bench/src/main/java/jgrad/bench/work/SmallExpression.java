package jgrad.bench.work;

import static jgrad.bench.Workload.all;

import jgrad.Functional;
import jgrad.Tensor;
import jgrad.autograd.Autograd;
import jgrad.bench.Inputs;
import jgrad.bench.Target;
import jgrad.bench.Torch;
import jgrad.bench.Workload;

import org.bytedeco.pytorch.global.torch;

/// `gelu(a * b + c).sum()` of short vectors and its three gradients.
public record SmallExpression(int n) implements Workload {
    @Override
    public String family() {
        return "small";
    }

    @Override
    public String name() {
        return "gelu(a*b+c).sum(), " + n + " elements, forward and backward";
    }

    @Override
    public Target target() {
        return Target.ratio(5);
    }

    @Override
    public boolean scoped() {
        return false;
    }

    @Override
    public Ours ours() {
        Tensor a = Inputs.ours(1, n).requiresGrad_();
        Tensor b = Inputs.ours(2, n).requiresGrad_();
        Tensor c = Inputs.ours(3, n).requiresGrad_();
        return () -> {
            Tensor sum = Functional.gelu(a.mul(b).add(c)).sum();
            return all(sum, Autograd.grad(sum, a, b, c));
        };
    }

    @Override
    public Theirs theirs() {
        var a = Torch.leaf(Inputs.theirs(1, n));
        var b = Torch.leaf(Inputs.theirs(2, n));
        var c = Torch.leaf(Inputs.theirs(3, n));
        return () -> {
            var sum = torch.gelu(a.mul(b).add(c)).sum();
            return all(sum, Torch.grad(sum, a, b, c));
        };
    }
}
