package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Fitting;
import jgrad.engine.Ops;
import jgrad.kernels.rows.NormRows;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;

/// Normalization by the moments of the elements themselves, fused.
public sealed interface Norms extends Op {

    /// `(x - mean) / sqrt(var + eps) * weight + bias` over the last `dims` dimensions; inputs x,
    /// then weight and bias if there are any; results y, mean, 1/std
    record NativeLayerNorm(int dims, boolean hasWeight, boolean hasBias, double eps)
            implements Norms, MultiOp {
        @Override
        public String inputName(int i) {
            return i == 0 ? "input" : i == 1 && hasWeight ? "weight" : "bias";
        }

        @Override
        public String outputName(int k) {
            return "result" + k;
        }

        // weight and bias have their edges also where they are absent
        @Override
        public int edges(int inputs) {
            return inputs == 1 ? 3 : inputs;
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            Tensor weight = hasWeight ? in[1].contiguous() : null;
            Tensor bias = hasBias ? in[in.length - 1].contiguous() : null;
            NormRows.Normalized out = NormRows.forward(in[0], dims, weight, bias, eps);
            return new Tensor[] {out.y(), out.mean(), out.rstd()};
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            @Nullable Tensor[] all = gradAll(g, s);
            return all[i];
        }

        @Override
        public @Nullable Tensor[] gradAll(@Nullable Tensor[] g, Saved s) {
            @Nullable Tensor[] grads = new @Nullable Tensor[s.inputs()];
            Tensor incoming = g[0];
            if (incoming == null) {
                return grads;
            }
            var op = new LayerNormBackward(dims, hasWeight);
            Tensor[] found =
                    hasWeight
                            ? Ops.apply(
                                    op, incoming, s.input(0), s.result(1), s.result(2), s.input(1))
                            : Ops.apply(op, incoming, s.input(0), s.result(1), s.result(2));
            grads[0] = found[0];
            if (hasWeight) {
                grads[1] = found[1];
            }
            if (hasBias) {
                grads[grads.length - 1] = found[2];
            }
            return grads;
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            Tensor x = s.input(0);
            Tensor rstd = s.result(2);
            Tensor hat = x.sub(s.result(1)).mul(rstd);
            Tensor sum = null;
            if (t[0] != null) {
                int[] last = Inside.last(x, dims);
                Tensor inner =
                        t[0].sub(t[0].mean(last, true))
                                .sub(hat.mul(t[0].mul(hat).mean(last, true)));
                sum = hasWeight ? inner.mul(rstd).mul(s.input(1)) : inner.mul(rstd);
            }
            if (hasWeight && t[1] != null) {
                sum = Laws.add(sum, hat.mul(t[1]));
            }
            Tensor ofBias = hasBias ? t[t.length - 1] : null;
            sum = ofBias == null ? sum : Laws.add(sum, Fitting.broadcastTo(ofBias, s.shape(0)));
            return new @Nullable Tensor[] {sum, null, null};
        }

        @Override
        public int reads(int i) {
            return SELF | RESULT | (hasWeight ? OTHER : 0);
        }

        @Override
        public boolean differentiable(int k) {
            return k == 0;
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("eps", eps);
        }
    }

    /// the gradients of x, weight and bias in one pass; inputs grad, x, mean, 1/std, then weight if
    /// there is one
    record LayerNormBackward(int dims, boolean hasWeight) implements Norms, MultiOp {
        @Override
        public String torchName() {
            return "native_layer_norm_backward";
        }

        @Override
        public String inputName(int i) {
            return switch (i) {
                case 0 -> "grad_out";
                case 1 -> "input";
                case 2 -> "mean";
                case 3 -> "rstd";
                default -> "weight";
            };
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            Tensor weight = hasWeight ? in[4].contiguous() : null;
            NormRows.Gradients out = NormRows.backward(in[0], in[1], dims, in[2], in[3], weight);
            return new Tensor[] {out.dx(), out.dw(), out.db()};
        }

        /// The same by ordinary operations, with mean and deviation as what they are: functions of
        /// x.
        private Tensor[] composed(Tensor g, Tensor x, Tensor rstd0, @Nullable Tensor weight) {
            int[] last = Inside.last(x, dims);
            Tensor centred = x.sub(x.mean(last, true));
            Tensor variance = centred.mul(centred).mean(last, true);
            // eps is not known here, but what it added to the variance is
            Tensor eps = rstd0.detach().pow(-2).sub(variance.detach());
            Tensor rstd = variance.add(eps).pow(-0.5);
            Tensor hat = centred.mul(rstd);
            Tensor gw = weight == null ? g : g.mul(weight);
            Tensor dx =
                    gw.sub(gw.mean(last, true))
                            .sub(hat.mul(gw.mul(hat).mean(last, true)))
                            .mul(rstd);
            int[] inner = Arrays.copyOfRange(Raw.shape(x), x.dim() - dims, x.dim());
            return new Tensor[] {dx, Fitting.sumTo(g.mul(hat), inner), Fitting.sumTo(g, inner)};
        }

        private Tensor[] composed(Tensor[] in, Tensor rstd) {
            return composed(in[0], in[1], rstd, hasWeight ? in[2] : null);
        }

        private Tensor[] variables(Saved s) {
            return hasWeight
                    ? new Tensor[] {s.input(0), s.input(1), s.input(4)}
                    : new Tensor[] {s.input(0), s.input(1)};
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            return gradAll(g, s)[i];
        }

        @Override
        public @Nullable Tensor[] gradAll(@Nullable Tensor[] g, Saved s) {
            Tensor rstd = s.input(3);
            @Nullable Tensor[] found = Composite.grad(in -> composed(in, rstd), variables(s), g);
            @Nullable Tensor[] grads = new @Nullable Tensor[s.inputs()];
            grads[0] = found[0];
            grads[1] = found[1];
            if (hasWeight) {
                grads[4] = found[2];
            }
            return grads;
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            Tensor rstd = s.input(3);
            @Nullable Tensor[] tangents =
                    hasWeight
                            ? new @Nullable Tensor[] {t[0], t[1], t[4]}
                            : new @Nullable Tensor[] {t[0], t[1]};
            return Composite.jvp(in -> composed(in, rstd), variables(s), tangents);
        }

        @Override
        public int reads(int i) {
            return SELF | OTHER | 1 << 2 | 1 << 3 | (hasWeight ? 1 << 4 : 0);
        }
    }

    /// What these records share.
    final class Inside {
        private Inside() {}

        static int[] last(Tensor x, int dims) {
            var last = new int[dims];
            Arrays.setAll(last, d -> x.dim() - dims + d);
            return last;
        }
    }
}
