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

/// Softmax along rows, and back from a given gradient.
public record Softmax(int rows, int columns) implements Workload {
    @Override
    public String family() {
        return "rows";
    }

    @Override
    public String name() {
        return "softmax " + rows + "x" + columns + ", forward and backward";
    }

    @Override
    public Target target() {
        return Target.ratio(1.2);
    }

    @Override
    public Ours ours() {
        Tensor x = Inputs.ours(4f, 1, rows, columns).requiresGrad_();
        Tensor g = Inputs.ours(2, rows, columns);
        GradOptions from = Autograd.gradOutputs(g);
        return () -> {
            Tensor y = x.softmax(1);
            return all(y, Autograd.grad(y, List.of(x), from));
        };
    }

    @Override
    public Theirs theirs() {
        var x = Torch.leaf(Inputs.theirs(4f, 1, rows, columns));
        var g = Inputs.theirs(2, rows, columns);
        return () -> {
            var y = x.softmax(1);
            return all(y, Torch.gradFrom(g, y, x));
        };
    }
}
