package jgrad.bench.work;

import static jgrad.bench.Workload.all;

import jgrad.Tensor;
import jgrad.autograd.Autograd;
import jgrad.autograd.GradOptions;
import jgrad.bench.Inputs;
import jgrad.bench.Target;
import jgrad.bench.Torch;
import jgrad.bench.Workload;
import jgrad.func.Fn1;
import jgrad.func.Func;

import java.util.Objects;

/// The product of a Hessian and a vector, for the squared output of a network of two layers.
///
/// @param transform whether jgrad uses its transform, or two backward passes as libtorch does
public record HessianVector(boolean transform) implements Workload {
    private static final int N = 32;
    private static final int HIDDEN = 64;

    @Override
    public String family() {
        return "higher";
    }

    @Override
    public String name() {
        return "Hessian-vector product of 32-64-32, "
                + (transform ? "by hvp" : "by two backward passes");
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
        var net = OurNet.of(N, HIDDEN, N);
        Tensor v = Inputs.ours(6, N);
        if (transform) {
            Tensor x = Inputs.ours(5, N);
            Fn1 f = at -> net.apply(at).pow(2).sum();
            return () -> all(Func.hvp(f, x, v));
        }
        Tensor x = Inputs.ours(5, N).requiresGrad_();
        GradOptions recorded = Autograd.createGraph();
        return () -> {
            Tensor y = net.apply(x).pow(2).sum();
            Tensor g = Autograd.grad(y, x, recorded);
            Tensor product = Objects.requireNonNull(g).mul(v).sum();
            return all(Autograd.grad(product, x));
        };
    }

    @Override
    public Theirs theirs() {
        var net = TheirNet.of(N, HIDDEN, N);
        var v = Inputs.theirs(6, N);
        var x = Torch.leaf(Inputs.theirs(5, N));
        return () -> {
            var y = net.apply(x).pow(Torch.number(2)).sum();
            var g = Torch.gradRecorded(y, x)[0];
            return all(Torch.grad(g.mul(v).sum(), x));
        };
    }
}
