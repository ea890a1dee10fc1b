package jgrad.bench.work;

import static jgrad.bench.Workload.all;

import jgrad.Functional;
import jgrad.Tensor;
import jgrad.autograd.Autograd;
import jgrad.autograd.GradOptions;
import jgrad.bench.Inputs;
import jgrad.bench.Target;
import jgrad.bench.Torch;
import jgrad.bench.Workload;

import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

import java.util.List;

/// Layer norm with weight and bias, and back from a given gradient.
public record LayerNorm(int rows, int columns) implements Workload {
    private static final double EPS = 1e-5;

    @Override
    public String family() {
        return "rows";
    }

    @Override
    public String name() {
        return "layer norm " + rows + "x" + columns + ", forward and backward";
    }

    @Override
    public Target target() {
        return Target.ratio(1.2);
    }

    @Override
    public Ours ours() {
        Tensor x = Inputs.ours(1, rows, columns).requiresGrad_();
        Tensor weight = Inputs.ours(2, columns).requiresGrad_();
        Tensor bias = Inputs.ours(3, columns).requiresGrad_();
        GradOptions from = Autograd.gradOutputs(Inputs.ours(4, rows, columns));
        int[] shape = {columns};
        return () -> {
            Tensor y = Functional.layerNorm(x, shape, weight, bias, EPS);
            return all(y, Autograd.grad(y, List.of(x, weight, bias), from));
        };
    }

    @Override
    public Theirs theirs() {
        var x = Torch.leaf(Inputs.theirs(1, rows, columns));
        var weight = Torch.leaf(Inputs.theirs(2, columns));
        var bias = Torch.leaf(Inputs.theirs(3, columns));
        var g = Inputs.theirs(4, rows, columns);
        long[] shape = {columns};
        return () -> {
            var y =
                    torch.layer_norm(
                            x,
                            shape,
                            new TensorOptional(weight),
                            new TensorOptional(bias),
                            EPS,
                            false);
            return all(y, Torch.gradFrom(g, y, x, weight, bias));
        };
    }
}
