package jgrad.ops;

import static jgrad.ops.Formulas.minus;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Constants;
import jgrad.engine.Ops;
import jgrad.kernels.elementwise.Mapped;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Activations with two inputs: half of a tensor gates the other half, or weights say the slope.
public sealed interface Gates extends Op {

    /// the first half along a dimension times the sigmoid of the second
    record Glu(int dim) implements Gates, AlongDim, UnaryOp {
        @Override
        public Tensor forward(Tensor self) {
            if (self.dim() == 0) {
                throw new IllegalArgumentException("glu does not support 0-dimensional tensors");
            }
            int d = Dims.wrap(dim, self.dim());
            if (self.size(d) % 2 != 0) {
                throw new IllegalArgumentException(
                        "Halving dimension must be even, but dimension "
                                + d
                                + " is size "
                                + self.size(d));
            }
            Types.check(self.dtype().isFloating(), this, self.dtype());
            Tensor x = self.detach();
            return Mapped.binary((a, b) -> a / (1 + Math.exp(-b)), first(x, d), second(x, d));
        }

        private static Tensor first(Tensor x, int d) {
            return x.narrow(d, 0, x.size(d) / 2);
        }

        private static Tensor second(Tensor x, int d) {
            return x.narrow(d, x.size(d) / 2, x.size(d) / 2);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Ops.apply(new GluBackward(dim), g, s.self());
        }

        @Override
        public Tensor jvp(Tensor t, Saved s) {
            return tangent(s.self(), t, Dims.wrap(dim, t.dim()));
        }

        static Tensor tangent(Tensor x, Tensor t, int d) {
            Tensor gate = second(x, d).sigmoid();
            Tensor bend = first(x, d).mul(gate).mul(minus(1, gate));
            return first(t, d).mul(gate).add(second(t, d).mul(bend));
        }

        @Override
        public int reads() {
            return SELF;
        }

        @Override
        public Glu along(int dim) {
            return new Glu(dim);
        }
    }

    /// the gradient of [Glu]; inputs grad, self
    record GluBackward(int dim) implements Gates, SelfBy.Other, OtherBy.Both {
        @Override
        public String inputName(int i) {
            return i == 0 ? "grad_output" : "self";
        }

        @Override
        public Tensor forward(Tensor grad, Tensor self) {
            Tensor x = self.detach();
            int d = Dims.wrap(dim, x.dim());
            Tensor g = grad.detach();
            Tensor b = Glu.second(x, d);
            Tensor byFirst = Mapped.binary((v, z) -> v / (1 + Math.exp(-z)), g, b);
            Tensor bySecond =
                    Mapped.ternary(
                            (v, y, z) -> {
                                double gate = 1 / (1 + Math.exp(-z));
                                return v * y * gate * (1 - gate);
                            },
                            g,
                            Glu.first(x, d),
                            b);
            return Tensors.cat(List.of(byFirst, bySecond), d);
        }

        // linear in grad: its transpose is the tangent of glu
        @Override
        public Tensor slopeSelf(Tensor g, Tensor self) {
            return Glu.tangent(self, g, Dims.wrap(dim, self.dim()));
        }

        @Override
        public Tensor slopeOther(Tensor g, Tensor grad, Tensor x) {
            int d = Dims.wrap(dim, x.dim());
            Tensor gate = Glu.second(x, d).sigmoid();
            Tensor bend = gate.mul(minus(1, gate));
            Tensor bent = Glu.second(g, d).mul(grad).mul(bend);
            Tensor more = bent.mul(Glu.first(x, d)).mul(minus(1, Formulas.times(2, gate)));
            return Tensors.cat(List.of(bent, Glu.first(g, d).mul(grad).mul(bend).add(more)), d);
        }

        @Override
        public @Nullable Tensor jvp(@Nullable Tensor tGrad, @Nullable Tensor tSelf, Saved s) {
            Tensor ofGrad = tGrad == null ? null : Ops.apply(this, tGrad, s.other());
            return Laws.add(ofGrad, tSelf == null ? null : bend(tSelf, s.self(), s.other()));
        }

        /// The derivative by `self` along `t`.
        private Tensor bend(Tensor t, Tensor grad, Tensor x) {
            int d = Dims.wrap(dim, x.dim());
            Tensor gate = Glu.second(x, d).sigmoid();
            Tensor bend = gate.mul(minus(1, gate));
            Tensor along = grad.mul(bend);
            Tensor more =
                    Glu.second(t, d).mul(Glu.first(x, d)).mul(minus(1, Formulas.times(2, gate)));
            return Tensors.cat(
                    List.of(along.mul(Glu.second(t, d)), along.mul(Glu.first(t, d).add(more))), d);
        }
    }

    /// `x` where it is positive, else `weight x`
    record PreluKernel() implements Gates, Pairwise {
        public static final PreluKernel OP = new PreluKernel();

        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : "weight";
        }

        @Override
        public Tensor forward(Tensor self, Tensor weight) {
            Types.check(self.dtype().isFloating(), this, self.dtype());
            return Mapped.binary((x, w) -> x > 0 ? x : w * x, self, weight);
        }

        @Override
        public @Nullable Tensor @Nullable [] gradAll(@Nullable Tensor[] g, Saved s) {
            Tensor own = g[0];
            return own == null
                    ? null
                    : Ops.apply(PreluKernelBackward.OP, own, s.input(0), s.input(1));
        }

        @Override
        public Tensor gradSelf(Tensor g, Saved s) {
            return Ops.apply(PreluKernelBackward.OP, g, s.input(0), s.input(1))[0];
        }

        @Override
        public Tensor gradOther(Tensor g, Saved s) {
            return Ops.apply(PreluKernelBackward.OP, g, s.input(0), s.input(1))[1];
        }

        @Override
        public int readsForSelf() {
            return SELF | OTHER;
        }

        @Override
        public int readsForOther() {
            return SELF | OTHER;
        }
    }

    /// the gradients of [PreluKernel], that of the weight before it is summed; inputs grad, self,
    /// weight
    record PreluKernelBackward() implements Gates, MultiOp {
        public static final PreluKernelBackward OP = new PreluKernelBackward();

        @Override
        public String inputName(int i) {
            return i == 0 ? "grad_output" : i == 1 ? "self" : "weight";
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            return new Tensor[] {
                Mapped.ternary((g, x, w) -> x > 0 ? g : w * g, in[0], in[1], in[2]),
                Mapped.binary((g, x) -> x > 0 ? 0 : x * g, in[0], in[1])
            };
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            Tensor sum = null;
            Tensor grad = s.input(0);
            Tensor x = s.input(1);
            Tensor bySelf = g[0];
            Tensor byWeight = g[1];
            if (bySelf != null && i != 1) {
                Tensor below = bySelf.mul(i == 0 ? s.input(2) : grad);
                sum = i == 0 ? Tensors.where(x.gt(0.0), bySelf, below) : below(x, below);
            }
            if (byWeight != null && i != 2) {
                sum = Laws.add(sum, below(x, byWeight.mul(i == 0 ? x : grad)));
            }
            return sum;
        }

        private static Tensor below(Tensor x, Tensor value) {
            return Tensors.where(x.gt(0.0), Constants.number(0.0, value.dtype()), value);
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            Tensor grad = s.input(0);
            Tensor x = s.input(1);
            Tensor bySelf = null;
            Tensor byWeight = null;
            if (t[0] != null) {
                Tensor[] own = Ops.apply(this, t[0], x, s.input(2));
                bySelf = own[0];
                byWeight = own[1];
            }
            if (t[1] != null) {
                byWeight = Laws.add(byWeight, below(x, t[1].mul(grad)));
            }
            if (t[2] != null) {
                bySelf = Laws.add(bySelf, below(x, t[2].mul(grad)));
            }
            return new @Nullable Tensor[] {bySelf, byWeight};
        }

        @Override
        public int reads(int i) {
            return SELF | OTHER | THIRD;
        }
    }
}
