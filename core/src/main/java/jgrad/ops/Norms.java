package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Fitting;
import jgrad.engine.Ops;
import jgrad.kernels.rows.NormRows;
import jgrad.storage.Layout;

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

        // mean and deviation are results like any other, so that whoever differentiates a
        // derivative
        // finds them to be functions of x
        @Override
        public @Nullable Tensor[] gradAll(@Nullable Tensor[] g, Saved s) {
            @Nullable Tensor[] grads = new @Nullable Tensor[s.inputs()];
            Tensor incoming = g[0];
            if (incoming != null) {
                var op = new LayerNormBackward(dims, hasWeight);
                Tensor[] found =
                        hasWeight
                                ? Ops.apply(
                                        op,
                                        incoming,
                                        s.input(0),
                                        s.result(1),
                                        s.result(2),
                                        s.input(1))
                                : Ops.apply(op, incoming, s.input(0), s.result(1), s.result(2));
                grads[0] = found[0];
                if (hasWeight) {
                    grads[1] = found[1];
                }
                if (hasBias) {
                    grads[grads.length - 1] = found[2];
                }
            }
            double n = Inside.rowSize(s.shape(0), dims);
            if (g[1] != null) {
                grads[0] = Laws.add(grads[0], Fitting.broadcastTo(g[1].div(n), s.shape(0)));
            }
            if (g[2] != null) {
                Tensor rstd = s.result(2);
                Tensor perUnit = g[2].mul(rstd.pow(3L)).div(-n);
                grads[0] = Laws.add(grads[0], s.input(0).sub(s.result(1)).mul(perUnit));
            }
            return grads;
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            Tensor x = s.input(0);
            Tensor rstd = s.result(2);
            Tensor hat = x.sub(s.result(1)).mul(rstd);
            @Nullable Tensor[] out = new @Nullable Tensor[3];
            Tensor sum = null;
            if (t[0] != null) {
                int[] last = Inside.last(x, dims);
                Tensor mean = t[0].mean(last, true);
                Tensor along = t[0].mul(hat).mean(last, true);
                Tensor inner = t[0].sub(mean).sub(hat.mul(along));
                sum = hasWeight ? inner.mul(rstd).mul(s.input(1)) : inner.mul(rstd);
                out[1] = mean;
                out[2] = along.mul(rstd).mul(rstd).neg();
            }
            if (hasWeight && t[1] != null) {
                sum = Laws.add(sum, hat.mul(t[1]));
            }
            Tensor ofBias = hasBias ? t[t.length - 1] : null;
            out[0] = ofBias == null ? sum : Laws.add(sum, Fitting.broadcastTo(ofBias, s.shape(0)));
            return out;
        }

        @Override
        public int reads(int i) {
            return SELF | RESULT | (hasWeight ? OTHER : 0);
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

        /// What the derivatives have in common, with `h` the normalized elements, `gw` the gradient
        /// by them, and `b` the mean of their product: then `dx = rstd * (gw - mean(gw) - h * b)`.
        private final class Parts {
            final int[] last;
            final Tensor g;
            final Tensor centred;
            final Tensor rstd;
            final @Nullable Tensor weight;
            final Tensor h;
            final Tensor gw;
            final Tensor b;

            Parts(Saved s) {
                g = s.input(0);
                last = Inside.last(s.input(1), dims);
                centred = s.input(1).sub(s.input(2));
                rstd = s.input(3);
                weight = hasWeight ? s.input(4) : null;
                h = centred.mul(rstd);
                gw = weighted(g);
                b = mean(gw.mul(h));
            }

            Tensor weighted(Tensor t) {
                return weight == null ? t : t.mul(weight);
            }

            Tensor mean(Tensor t) {
                return t.mean(last, true);
            }

            Tensor sum(Tensor t) {
                return t.sum(last, true);
            }

            /// Without the parts along the constant and along `h`.
            Tensor projected(Tensor t) {
                return t.sub(mean(t)).sub(h.mul(mean(t.mul(h))));
            }

            int[] inner(Saved s) {
                int[] shape = s.shape(1);
                return Arrays.copyOfRange(shape, shape.length - dims, shape.length);
            }
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            return gradAll(g, s)[i];
        }

        @Override
        public @Nullable Tensor[] gradAll(@Nullable Tensor[] u, Saved s) {
            var p = new Parts(s);
            Tensor byG = null;
            Tensor byH = null;
            Tensor byRstd = null;
            Tensor byWeight = null;
            if (u[0] != null) {
                byRstd = p.sum(u[0].mul(p.projected(p.gw)));
                Tensor e = u[0].mul(p.rstd);
                byH = e.mul(p.b).add(p.gw.mul(p.mean(e.mul(p.h)))).neg();
                Tensor byGw = p.projected(e);
                byG = p.weighted(byGw);
                byWeight = byGw.mul(p.g);
            }
            if (u[1] != null) {
                byH = Laws.add(byH, p.g.mul(u[1]));
                byG = Laws.add(byG, p.h.mul(u[1]));
            }
            if (u[2] != null) {
                byG = Laws.add(byG, Fitting.broadcastTo(u[2], s.shape(0)));
            }
            @Nullable Tensor[] grads = new @Nullable Tensor[s.inputs()];
            grads[0] = byG;
            if (byH != null) {
                Tensor byX = byH.mul(p.rstd);
                grads[1] = byX;
                grads[2] = p.sum(byX).neg();
                grads[3] = Laws.add(byRstd, p.sum(byH.mul(p.centred)));
            }
            if (hasWeight && byWeight != null) {
                grads[4] = Fitting.sumTo(byWeight, p.inner(s));
            }
            return grads;
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            var p = new Parts(s);
            Tensor dG = t[0];
            Tensor dCentred =
                    t[1] == null && t[2] == null
                            ? null
                            : Laws.add(t[1], t[2] == null ? null : t[2].neg());
            Tensor dH = dCentred == null ? null : dCentred.mul(p.rstd);
            dH = t[3] == null ? dH : Laws.add(dH, p.centred.mul(t[3]));
            Tensor dGw = dG == null ? null : p.weighted(dG);
            Tensor dWeight = hasWeight ? t[4] : null;
            dGw = dWeight == null ? dGw : Laws.add(dGw, p.g.mul(dWeight));
            Tensor dx = dGw == null ? null : p.projected(dGw);
            if (dH != null) {
                Tensor turned = dH.mul(p.b).add(p.h.mul(p.mean(p.gw.mul(dH))));
                dx = Laws.add(dx, turned.neg());
            }
            dx = dx == null ? null : dx.mul(p.rstd);
            dx = t[3] == null ? dx : Laws.add(dx, p.projected(p.gw).mul(t[3]));
            Tensor dw = dG == null ? null : dG.mul(p.h);
            dw = dH == null ? dw : Laws.add(dw, p.g.mul(dH));
            int[] inner = p.inner(s);
            return new @Nullable Tensor[] {
                dx,
                dw == null ? null : Fitting.sumTo(dw, inner),
                dG == null ? null : Fitting.sumTo(dG, inner)
            };
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

        static int rowSize(int[] shape, int dims) {
            return Layout.numel(Arrays.copyOfRange(shape, shape.length - dims, shape.length));
        }
    }
}
