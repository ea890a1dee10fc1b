package jgrad.bench.work;

import static jgrad.bench.Workload.all;

import jgrad.Tensor;
import jgrad.autograd.Autograd;
import jgrad.autograd.GradOptions;
import jgrad.bench.Inputs;
import jgrad.bench.Target;
import jgrad.bench.Torch;
import jgrad.bench.Workload;

import java.util.List;

/// The product of two square matrices, and both gradients from a given one: three products.
public record MatmulGrad(int n) implements Workload {
    @Override
    public String family() {
        return "matmul";
    }

    @Override
    public String name() {
        return "matmul " + n + ", forward and backward";
    }

    @Override
    public Target target() {
        return Target.ratio(1);
    }

    @Override
    public Ours ours() {
        Tensor a = Inputs.ours(1, n, n).requiresGrad_();
        Tensor b = Inputs.ours(2, n, n).requiresGrad_();
        GradOptions from = Autograd.gradOutputs(Inputs.ours(3, n, n));
        return () -> {
            Tensor y = a.matmul(b);
            return all(y, Autograd.grad(y, List.of(a, b), from));
        };
    }

    @Override
    public Theirs theirs() {
        var a = Torch.leaf(Inputs.theirs(1, n, n));
        var b = Torch.leaf(Inputs.theirs(2, n, n));
        var g = Inputs.theirs(3, n, n);
        return () -> {
            var y = a.matmul(b);
            return all(y, Torch.gradFrom(g, y, a, b));
        };
    }
}
