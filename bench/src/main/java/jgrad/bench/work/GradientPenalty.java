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
import java.util.Objects;

/// The penalty of a critic whose gradient is not of length 1, and its gradients: a backward pass
/// through a backward pass.
public record GradientPenalty() implements Workload {
    private static final int BATCH = 64;
    private static final int IN = 32;
    private static final int HIDDEN = 64;

    @Override
    public String family() {
        return "higher";
    }

    @Override
    public String name() {
        return "gradient penalty of 32-64-1, batch 64";
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
        var net = OurNet.of(IN, HIDDEN, 1).trained();
        Tensor x = Inputs.ours(5, BATCH, IN).requiresGrad_();
        List<Tensor> weights = List.of(net.parameters().get(0), net.parameters().get(2));
        GradOptions recorded = Autograd.createGraph();
        return () -> {
            Tensor score = net.apply(x).sum();
            Tensor g = Autograd.grad(score, x, recorded);
            Tensor length = Objects.requireNonNull(g).pow(2).sum(1).sqrt();
            Tensor penalty = length.sub(1).pow(2).mean();
            return all(penalty, Autograd.grad(penalty, weights, GradOptions.DEFAULT));
        };
    }

    @Override
    public Theirs theirs() {
        var net = TheirNet.of(IN, HIDDEN, 1).trained();
        var x = Torch.leaf(Inputs.theirs(5, BATCH, IN));
        return () -> {
            var score = net.apply(x).sum();
            var g = Torch.gradRecorded(score, x)[0];
            var length = g.pow(Torch.number(2)).sum(1).sqrt();
            var penalty = length.sub(Torch.number(1)).pow(Torch.number(2)).mean();
            return all(penalty, Torch.grad(penalty, net.parameters()[0], net.parameters()[2]));
        };
    }
}
