package jgrad.bench.work;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.autograd.Autograd;
import jgrad.bench.Target;
import jgrad.bench.Torch;
import jgrad.bench.Workload;

import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.global.torch;

import java.util.Objects;

/// A training step of a perceptron by Adam, which is written out with in-place operations.
public record MlpAdam() implements Workload {
    private static final int BATCH = 128;
    private static final int[] SIZES = {784, 1024, 1024, 10};
    private static final double RATE = 1e-3;
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPS = 1e-8;

    @Override
    public String family() {
        return "train";
    }

    @Override
    public String name() {
        return "step of MLP 784-1024-1024-10, batch 128, Adam";
    }

    @Override
    public Target target() {
        return Target.ratio(1.3);
    }

    /// Parameters are not compared, but what they bring about in the next step: Adam's first step
    /// is the sign of the gradient, and a gradient may round to either side of zero.
    @Override
    public double tolerance() {
        return 1e-3;
    }

    @Override
    public Ours ours() {
        var mlp = new OurMlp(BATCH, SIZES);
        var m = mlp.parameters.stream().map(Tensors::zerosLike).toList();
        var v = mlp.parameters.stream().map(Tensors::zerosLike).toList();
        int[] steps = {0};
        return () -> {
            Tensor loss = mlp.loss();
            loss.backward();
            steps[0]++;
            double rate = RATE / (1 - Math.pow(BETA1, steps[0]));
            double root = Math.sqrt(1 - Math.pow(BETA2, steps[0]));
            try (var _ = Autograd.noGrad()) {
                for (int i = 0; i < m.size(); i++) {
                    Tensor p = mlp.parameters.get(i);
                    Tensor g = Objects.requireNonNull(p.grad());
                    m.get(i).mul_(BETA1).add_(g, 1 - BETA1);
                    v.get(i).mul_(BETA2).addcmul_(g, g, 1 - BETA2);
                    Tensor denominator = v.get(i).sqrt().div_(root).add_(EPS);
                    p.addcdiv_(m.get(i), denominator, -rate);
                    p.setGrad(null);
                }
            }
            return Workload.all(loss, m);
        };
    }

    @Override
    public Theirs theirs() {
        var mlp = new TheirMlp(BATCH, SIZES);
        var m = mlp.parameters.stream().map(p -> torch.zeros_like(p)).toList();
        var v = mlp.parameters.stream().map(p -> torch.zeros_like(p)).toList();
        int[] steps = {0};
        return () -> {
            var loss = mlp.loss();
            loss.backward();
            steps[0]++;
            double rate = RATE / (1 - Math.pow(BETA1, steps[0]));
            double root = Math.sqrt(1 - Math.pow(BETA2, steps[0]));
            try (var _ = new NoGradGuard()) {
                for (int i = 0; i < m.size(); i++) {
                    var p = mlp.parameters.get(i);
                    var g = p.grad();
                    m.get(i).mul_(Torch.number(BETA1)).add_(g, Torch.number(1 - BETA1));
                    v.get(i).mul_(Torch.number(BETA2)).addcmul_(g, g, Torch.number(1 - BETA2));
                    var denominator =
                            v.get(i).sqrt().div_(Torch.number(root)).add_(Torch.number(EPS));
                    p.addcdiv_(m.get(i), denominator, Torch.number(-rate));
                    p.mutable_grad().reset();
                }
            }
            return Workload.all(loss, m.toArray(org.bytedeco.pytorch.Tensor[]::new));
        };
    }
}
