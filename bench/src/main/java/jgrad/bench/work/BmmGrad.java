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

/// A batch of products `[m, k] x [k, m]`, and both gradients from a given one.
public record BmmGrad(int batch, int m, int k) implements Workload {
    @Override
    public String family() {
        return "matmul";
    }

    @Override
    public String name() {
        return "bmm " + batch + "x" + m + "x" + k + ", forward and backward";
    }

    @Override
    public Target target() {
        return Target.ratio(1);
    }

    @Override
    public Ours ours() {
        Tensor a = Inputs.ours(1, batch, m, k).requiresGrad_();
        Tensor b = Inputs.ours(2, batch, k, m).requiresGrad_();
        GradOptions from = Autograd.gradOutputs(Inputs.ours(3, batch, m, m));
        return () -> {
            Tensor y = a.bmm(b);
            return all(y, Autograd.grad(y, List.of(a, b), from));
        };
    }

    @Override
    public Theirs theirs() {
        var a = Torch.leaf(Inputs.theirs(1, batch, m, k));
        var b = Torch.leaf(Inputs.theirs(2, batch, k, m));
        var g = Inputs.theirs(3, batch, m, m);
        return () -> {
            var y = a.bmm(b);
            return all(y, Torch.gradFrom(g, y, a, b));
        };
    }
}
