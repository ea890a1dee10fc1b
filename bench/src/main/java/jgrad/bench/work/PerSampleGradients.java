package jgrad.bench.work;

import jgrad.Tensor;
import jgrad.bench.Inputs;
import jgrad.bench.Target;
import jgrad.bench.Torch;
import jgrad.bench.Workload;
import jgrad.func.Func;
import jgrad.func.Structure;

import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

import java.util.List;
import java.util.function.Function;

/// The gradients of a network's parameters for every sample by itself.
public record PerSampleGradients() implements Workload {
    private static final int SAMPLES = 64;
    private static final int IN = 32;
    private static final int HIDDEN = 64;
    private static final int OUT = 10;

    @Override
    public String family() {
        return "higher";
    }

    @Override
    public String name() {
        return "per-sample gradients of 32-64-10, 64 samples";
    }

    @Override
    public Target target() {
        return Target.ratio(10);
    }

    @Override
    public String note() {
        return "libtorch's C++ interface has no vmap; it makes one pass per sample";
    }

    @Override
    public boolean scoped() {
        return false;
    }

    @Override
    public Ours ours() {
        List<Tensor> parameters = OurNet.of(IN, HIDDEN, OUT).parameters();
        Tensor x = Inputs.ours(5, SAMPLES, IN);
        Tensor y = Inputs.ours(6, SAMPLES, OUT);
        List<Tensor> samples = List.of(x, y);
        Function<List<Tensor>, List<Tensor>> gradients =
                Func.vmap(
                        Structure.LIST,
                        Structure.LIST,
                        sample ->
                                Func.grad(
                                                Structure.LIST,
                                                (List<Tensor> p) ->
                                                        loss(p, sample.get(0), sample.get(1)))
                                        .apply(parameters));
        return () -> gradients.apply(samples).toArray(Tensor[]::new);
    }

    private static Tensor loss(List<Tensor> parameters, Tensor x, Tensor y) {
        return new OurNet(parameters).apply(x).sub(y).pow(2).sum();
    }

    @Override
    public Theirs theirs() {
        var net = TheirNet.of(IN, HIDDEN, OUT).trained();
        var x = Inputs.theirs(5, SAMPLES, IN);
        var y = Inputs.theirs(6, SAMPLES, OUT);
        return () -> {
            var parameters = net.parameters();
            var gradients = new TensorVector[parameters.length];
            for (int p = 0; p < parameters.length; p++) {
                gradients[p] = new TensorVector();
            }
            for (int i = 0; i < SAMPLES; i++) {
                var error = net.apply(x.select(0, i)).sub(y.select(0, i));
                var one = Torch.grad(error.pow(Torch.number(2)).sum(), parameters);
                for (int p = 0; p < parameters.length; p++) {
                    gradients[p].push_back(one[p]);
                }
            }
            var stacked = new org.bytedeco.pytorch.Tensor[parameters.length];
            for (int p = 0; p < parameters.length; p++) {
                stacked[p] = torch.stack(gradients[p]);
            }
            return stacked;
        };
    }
}
