package jgrad.ops;

import static java.util.Objects.requireNonNull;

import jgrad.Tensor;
import jgrad.engine.Fitting;
import jgrad.engine.Ops;
import jgrad.kernels.rows.BatchNorm;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;

/// Normalization of each channel over a batch.
public sealed interface ChannelNorms extends Op {

    /// What is there of the parameters.
    record Given(boolean weight, boolean bias) {
        int biasAt() {
            return weight ? 2 : 1;
        }

        int count() {
            return (weight ? 1 : 0) + (bias ? 1 : 0);
        }
    }

    /// `(x - mean) / sqrt(var + eps) * weight + bias`, with the moments of each channel of the
    /// batch if training, else those given; inputs x, weight and bias if there are any, running
    /// mean and variance if there are any; results y, and if training the mean and 1/std
    ///
    /// The running moments are written to: `momentum` parts of the batch's.
    record NativeBatchNorm(
            Given given, boolean hasStats, boolean training, double momentum, double eps)
            implements ChannelNorms, MultiOp {
        @Override
        public String inputName(int i) {
            int k = i - 1 - given.count();
            return i == 0
                    ? "input"
                    : k == 0
                            ? "running_mean"
                            : k == 1 ? "running_var" : i == 1 && given.weight ? "weight" : "bias";
        }

        @Override
        public String outputName(int k) {
            return "result" + k;
        }

        // weight and bias have their edges also where they are absent
        @Override
        public int edges(int inputs) {
            return 3;
        }

        private int stats() {
            return 1 + given.count();
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            Tensor weight = given.weight ? in[1] : null;
            Tensor bias = given.bias ? in[given.biasAt()] : null;
            Tensor mean = hasStats ? in[stats()] : null;
            Tensor variance = hasStats ? in[stats() + 1] : null;
            BatchNorm.Result out =
                    training
                            ? BatchNorm.training(in[0], weight, bias, mean, variance, momentum, eps)
                            : BatchNorm.evaluating(
                                    in[0],
                                    weight,
                                    bias,
                                    requireNonNull(mean),
                                    requireNonNull(variance),
                                    eps);
            return new Tensor[] {out.y(), out.mean(), out.rstd()};
        }

        @Override
        public boolean differentiable(int k) {
            return k == 0;
        }

        @Override
        public boolean savesResult(int k) {
            return k > 0;
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            return gradAll(g, s)[i];
        }

        @Override
        public @Nullable Tensor[] gradAll(@Nullable Tensor[] g, Saved s) {
            @Nullable Tensor[] grads = new @Nullable Tensor[Math.max(3, s.inputs())];
            if (g[0] == null) {
                return grads;
            }
            // the second derivative knows the moments of a batch as functions of it
            Tensor mean = (training ? s.result(1) : s.input(stats())).detach();
            Tensor spread = (training ? s.result(2) : s.input(stats() + 1)).detach();
            var op = new NativeBatchNormBackward(given.weight, training, eps);
            Tensor[] found =
                    given.weight
                            ? Ops.apply(op, g[0], s.input(0), s.input(1), mean, spread)
                            : Ops.apply(op, g[0], s.input(0), mean, spread);
            grads[0] = found[0];
            if (given.weight) {
                grads[1] = found[1];
            }
            if (given.bias) {
                grads[given.biasAt()] = found[2];
            }
            return grads;
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            Tensor x = s.input(0);
            int[] wide = Inside.channels(x);
            int[] dims = Convolutions.Inside.allButChannels(x.dim());
            // in training the moments are functions of x, and must be so in every tower
            Tensor mean = training ? x.mean(dims, true) : s.input(stats()).view(wide);
            Tensor centred = x.sub(mean);
            Tensor variance =
                    training
                            ? centred.mul(centred).mean(dims, true)
                            : s.input(stats() + 1).view(wide);
            Tensor rstd = variance.add(eps).rsqrt();
            Tensor hat = centred.mul(rstd);
            Tensor sum = null;
            if (t[0] != null) {
                Tensor inner = t[0];
                if (training) {
                    inner =
                            inner.sub(inner.mean(dims, true))
                                    .sub(hat.mul(inner.mul(hat).mean(dims, true)));
                }
                sum = inner.mul(rstd);
                sum = given.weight ? sum.mul(s.input(1).view(wide)) : sum;
            }
            if (given.weight && t[1] != null) {
                sum = Laws.add(sum, hat.mul(t[1].view(wide)));
            }
            Tensor ofBias = given.bias ? t[given.biasAt()] : null;
            if (ofBias != null) {
                sum = Laws.add(sum, Fitting.broadcastTo(ofBias.view(wide), Raw.shape(x)));
            }
            return new @Nullable Tensor[] {sum, null, null};
        }

        @Override
        public int reads(int i) {
            int stats = training ? RESULT : 3 << stats();
            return SELF | (given.weight ? OTHER : 0) | stats;
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("training", training, "eps", eps);
        }
    }

    /// the gradients of x, weight and bias in one pass; inputs grad, x, weight if there is one,
    /// mean, and 1/std if training, else the variance
    record NativeBatchNormBackward(boolean hasWeight, boolean training, double eps)
            implements ChannelNorms, MultiOp {
        @Override
        public String inputName(int i) {
            return switch (hasWeight || i < 2 ? i : i + 1) {
                case 0 -> "grad_out";
                case 1 -> "input";
                case 2 -> "weight";
                case 3 -> training ? "save_mean" : "running_mean";
                default -> training ? "save_invstd" : "running_var";
            };
        }

        @Override
        public int edges(int inputs) {
            return 5;
        }

        private int stats() {
            return hasWeight ? 3 : 2;
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            BatchNorm.Gradients out =
                    BatchNorm.backward(
                            in[0],
                            in[1],
                            hasWeight ? in[2] : null,
                            in[stats()],
                            in[stats() + 1],
                            training,
                            eps);
            return new Tensor[] {out.dx(), out.dw(), out.db()};
        }

        /// The same by ordinary operations, with the moments of the batch as what they are:
        /// functions of x.
        private Tensor[] composed(Tensor g, Tensor x, @Nullable Tensor weight, Tensor[] stats) {
            int[] wide = Inside.channels(x);
            int[] dims = Convolutions.Inside.allButChannels(x.dim());
            Tensor mean = training ? x.mean(dims, true) : stats[0].view(wide);
            Tensor centred = x.sub(mean);
            Tensor variance =
                    training ? centred.mul(centred).mean(dims, true) : stats[1].view(wide);
            Tensor rstd = variance.add(eps).pow(-0.5);
            Tensor hat = centred.mul(rstd);
            Tensor gw = weight == null ? g : g.mul(weight.view(wide));
            Tensor dx =
                    training
                            ? gw.sub(gw.mean(dims, true))
                                    .sub(hat.mul(gw.mul(hat).mean(dims, true)))
                                    .mul(rstd)
                            : gw.mul(rstd);
            return new Tensor[] {dx, g.mul(hat).sum(dims, false), g.sum(dims, false)};
        }

        private Tensor[] variables(Saved s) {
            return hasWeight
                    ? new Tensor[] {s.input(0), s.input(1), s.input(2)}
                    : new Tensor[] {s.input(0), s.input(1)};
        }

        private Composite.Formula formula(Saved s) {
            Tensor[] stats = {s.input(stats()), s.input(stats() + 1)};
            return in -> composed(in[0], in[1], hasWeight ? in[2] : null, stats);
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            return gradAll(g, s)[i];
        }

        @Override
        public @Nullable Tensor[] gradAll(@Nullable Tensor[] g, Saved s) {
            return Arrays.copyOf(Composite.grad(formula(s), variables(s), g), 5);
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            @Nullable Tensor[] tangents =
                    hasWeight
                            ? new @Nullable Tensor[] {t[0], t[1], t[2]}
                            : new @Nullable Tensor[] {t[0], t[1]};
            return Composite.jvp(formula(s), variables(s), tangents);
        }

        @Override
        public int reads(int i) {
            return (1 << stats() + 2) - 1;
        }
    }

    /// What these records share.
    final class Inside {
        private Inside() {}

        /// `[1, C, 1, ...]`
        static int[] channels(Tensor x) {
            int[] wide = new int[x.dim()];
            Arrays.fill(wide, 1);
            wide[1] = Raw.shape(x)[1];
            return wide;
        }
    }
}
