package jgrad.bench.work;

import static jgrad.bench.Workload.all;

import jgrad.Tensor;
import jgrad.bench.Inputs;
import jgrad.bench.Target;
import jgrad.bench.Torch;
import jgrad.bench.Workload;
import jgrad.func.Fn1;
import jgrad.func.Func;

import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// The Jacobian of a network of two layers.
public record Jacobian() implements Workload {
    private static final int N = 32;
    private static final int HIDDEN = 64;

    @Override
    public String family() {
        return "higher";
    }

    @Override
    public String name() {
        return "Jacobian of 32-64-32";
    }

    @Override
    public Target target() {
        return Target.ratio(5);
    }

    @Override
    public String note() {
        return "libtorch's C++ interface has no batched backward pass; it makes one pass per row";
    }

    @Override
    public boolean scoped() {
        return false;
    }

    @Override
    public Ours ours() {
        Fn1 jacobian = Func.jacrev(OurNet.of(N, HIDDEN, N)::apply);
        Tensor x = Inputs.ours(5, N);
        return () -> all(jacobian.apply(x));
    }

    @Override
    public Theirs theirs() {
        var net = TheirNet.of(N, HIDDEN, N);
        var x = Torch.leaf(Inputs.theirs(5, N));
        return () -> {
            var y = net.apply(x);
            var rows = new TensorVector();
            for (int i = 0; i < N; i++) {
                rows.push_back(Torch.gradRetained(y.select(0, i), x)[0]);
            }
            return all(torch.stack(rows));
        };
    }
}
