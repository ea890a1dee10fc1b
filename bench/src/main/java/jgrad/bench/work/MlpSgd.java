package jgrad.bench.work;

import jgrad.Tensor;
import jgrad.autograd.Autograd;
import jgrad.bench.Target;
import jgrad.bench.Torch;
import jgrad.bench.Workload;

import org.bytedeco.pytorch.NoGradGuard;

import java.util.Objects;

/// A training step of a small perceptron by gradient descent.
public record MlpSgd() implements Workload {
    private static final int BATCH = 64;
    private static final int[] SIZES = {784, 128, 10};
    private static final double RATE = 0.01;

    @Override
    public String family() {
        return "train";
    }

    @Override
    public String name() {
        return "step of MLP 784-128-10, batch 64, SGD";
    }

    @Override
    public Target target() {
        return Target.ratio(1.5);
    }

    @Override
    public Ours ours() {
        var mlp = new OurMlp(BATCH, SIZES);
        return () -> {
            Tensor loss = mlp.loss();
            loss.backward();
            try (var _ = Autograd.noGrad()) {
                for (Tensor p : mlp.parameters) {
                    p.add_(Objects.requireNonNull(p.grad()), -RATE);
                    p.setGrad(null);
                }
            }
            return Workload.all(loss, mlp.parameters);
        };
    }

    @Override
    public Theirs theirs() {
        var mlp = new TheirMlp(BATCH, SIZES);
        return () -> {
            var loss = mlp.loss();
            loss.backward();
            try (var _ = new NoGradGuard()) {
                for (var p : mlp.parameters) {
                    p.add_(p.grad(), Torch.number(-RATE));
                    p.mutable_grad().reset();
                }
            }
            return Workload.all(loss, mlp.parameters.toArray(org.bytedeco.pytorch.Tensor[]::new));
        };
    }
}
