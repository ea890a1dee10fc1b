package jgrad.ops;

import static jgrad.ops.Formulas.minus;
import static jgrad.ops.Formulas.over;
import static jgrad.ops.Formulas.plus;
import static jgrad.ops.Formulas.times;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Ops;
import jgrad.kernels.elementwise.Mapped;
import jgrad.kernels.rows.NllLoss.Reduction;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/// Losses of predictions and targets, element by element and then reduced; inputs of one shape.
///
/// In the formulas `x` is a prediction and `t` its target.
public sealed interface PairLosses extends Op {

    /// Functions of the two of which the derivative is an operation of its own.
    enum Kind {
        MSE,
        SMOOTH_L1,
        HUBER,
        SOFT_MARGIN;

        String torchName() {
            return name().toLowerCase(Locale.ROOT) + "_loss";
        }

        /// The width is beta or delta, where the kind has one.
        double value(double x, double t, double width) {
            double d = Math.abs(x - t);
            return switch (this) {
                case MSE -> d * d;
                case SMOOTH_L1 -> d < width ? 0.5 * d * d / width : d - 0.5 * width;
                case HUBER -> d < width ? 0.5 * d * d : width * (d - 0.5 * width);
                case SOFT_MARGIN -> Math.log1p(Math.exp(-t * x));
            };
        }

        /// The derivative by x; by t it is the opposite, where there is one.
        double slope(double x, double t, double width) {
            double d = x - t;
            return switch (this) {
                case MSE -> 2 * d;
                case SMOOTH_L1 -> d <= -width ? -1 : d >= width ? 1 : d / width;
                case HUBER -> d <= -width ? -width : d >= width ? width : d;
                case SOFT_MARGIN -> {
                    double z = Math.exp(-t * x);
                    yield Double.isInfinite(z) ? -t : -t * z / (1 + z);
                }
            };
        }

        /// The same as a formula.
        Tensor slope(Tensor x, Tensor t, double width) {
            Tensor d = x.sub(t);
            return switch (this) {
                case MSE -> times(2, d);
                case SMOOTH_L1 -> over(d.clamp(-width, width), width);
                case HUBER -> d.clamp(-width, width);
                case SOFT_MARGIN -> t.mul(x).neg().sigmoid().mul(t).neg();
            };
        }

        /// The second derivative by x.
        Tensor bend(Tensor x, Tensor t, double width) {
            return switch (this) {
                case MSE -> Tensors.fullLike(x, 2);
                case SMOOTH_L1 -> over(inside(x, t, width), width);
                case HUBER -> inside(x, t, width);
                case SOFT_MARGIN -> {
                    Tensor z = t.mul(x).neg().sigmoid();
                    yield t.mul(t).mul(z).mul(minus(1, z));
                }
            };
        }

        private static Tensor inside(Tensor x, Tensor t, double width) {
            return x.sub(t).abs().lt(width).to(x.dtype());
        }
    }

    /// the loss; inputs x and t
    record PairLoss(Kind kind, Reduction reduction, double width) implements PairLosses, BinaryOp {
        @Override
        public String torchName() {
            return kind.torchName();
        }

        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : "target";
        }

        @Override
        public int edges(int inputs) {
            return kind == Kind.SOFT_MARGIN ? 1 : 2;
        }

        @Override
        public Tensor forward(Tensor self, Tensor target) {
            return Inside.reduce(
                    Inside.run((x, t) -> kind.value(x, t, width), self, target), reduction);
        }

        private PairLossBackward backward() {
            return new PairLossBackward(kind, reduction, width);
        }

        @Override
        public Tensor gradSelf(Tensor g, Saved s) {
            return Ops.apply(backward(), g, s.self(), s.other());
        }

        @Override
        public @Nullable Tensor gradOther(Tensor g, Saved s) {
            return kind == Kind.SOFT_MARGIN ? null : Ops.apply(backward(), g, s.other(), s.self());
        }

        @Override
        public @Nullable Tensor jvp(@Nullable Tensor tSelf, @Nullable Tensor tOther, Saved s) {
            Tensor moved =
                    tSelf == null
                            ? tOther == null ? null : tOther.neg()
                            : tOther == null || kind == Kind.SOFT_MARGIN
                                    ? tSelf
                                    : tSelf.sub(tOther);
            return moved == null || tSelf == null && kind == Kind.SOFT_MARGIN
                    ? null
                    : Inside.reduce(kind.slope(s.self(), s.other(), width).mul(moved), reduction);
        }

        @Override
        public int readsForSelf() {
            return SELF | OTHER;
        }

        @Override
        public int readsForOther() {
            return SELF | OTHER;
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("reduction", reduction);
        }
    }

    /// the gradient of [PairLoss] by x; inputs grad, x, t
    record PairLossBackward(Kind kind, Reduction reduction, double width)
            implements PairLosses, NaryOp {
        @Override
        public String torchName() {
            return kind.torchName() + "_backward";
        }

        @Override
        public String inputName(int i) {
            return i == 0 ? "grad_output" : i == 1 ? "self" : "target";
        }

        @Override
        public int edges(int inputs) {
            return kind == Kind.SOFT_MARGIN ? 2 : 3;
        }

        @Override
        public Tensor forward(Tensor[] in) {
            double scale = Inside.scale(reduction, in[1].numel());
            Tensor x = in[1];
            return Mapped.ternary(
                    (g, p, t) -> g * scale * kind.slope(p, t, width),
                    Types.cast(in[0], x.dtype()),
                    x,
                    Types.cast(in[2], x.dtype()));
        }

        @Override
        public @Nullable Tensor grad(int i, Tensor g, Saved s) {
            if (i == 0) {
                return Inside.reduce(kind.slope(s.input(1), s.input(2), width).mul(g), reduction);
            }
            Tensor bend = g.mul(s.input(0)).mul(kind.bend(s.input(1), s.input(2), width));
            double scale = Inside.scale(reduction, s.input(1).numel());
            return times(i == 1 ? scale : -scale, bend);
        }

        @Override
        public @Nullable Tensor tangent(@Nullable Tensor[] t, Saved s) {
            Tensor sum = t[0] == null ? null : Ops.apply(this, t[0], s.input(1), s.input(2));
            for (int i = 1; i < edges(3); i++) {
                sum = t[i] == null ? sum : Laws.add(sum, grad(i, t[i], s));
            }
            return sum;
        }

        @Override
        public int reads(int i) {
            return i == 0 ? OTHER | THIRD : SELF | OTHER | THIRD;
        }
    }

    /// `-(t log(x) + (1 - t) log(1 - x))` of probabilities x, with logarithms of at least -100;
    /// inputs x, t and a weight of each element if there is one
    record BinaryCrossEntropy(boolean weighted, Reduction reduction) implements PairLosses, NaryOp {
        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : i == 1 ? "target" : "weight";
        }

        @Override
        public int edges(int inputs) {
            return 2;
        }

        @Override
        public Tensor forward(Tensor[] in) {
            Tensor x = in[0].detach();
            if (x.numel() > 0 && !x.ge(0.0).logicalAnd(x.le(1.0)).min().toBoolean()) {
                throw new IllegalArgumentException(
                        "all elements of input should be between 0 and 1");
            }
            Tensor loss =
                    Inside.run(
                            (p, t) ->
                                    (t - 1) * Math.max(Math.log1p(-p), -100)
                                            - t * Math.max(Math.log(p), -100),
                            in[0],
                            in[1]);
            return Inside.reduce(weighted ? loss.mul(in[2].detach()) : loss, reduction);
        }

        @Override
        public @Nullable Tensor grad(int i, Tensor g, Saved s) {
            if (i == 0) {
                var op = new BinaryCrossEntropyBackward(weighted, reduction);
                return weighted
                        ? Ops.apply(op, g, s.input(0), s.input(1), s.input(2))
                        : Ops.apply(op, g, s.input(0), s.input(1));
            }
            Tensor out = s.input(0).logit().neg().mul(g);
            out = weighted ? out.mul(s.input(2)) : out;
            return Inside.scaled(out, reduction);
        }

        @Override
        public @Nullable Tensor tangent(@Nullable Tensor[] t, Saved s) {
            Tensor x = s.input(0);
            Tensor sum = null;
            if (t[0] != null) {
                Tensor variance = minus(1, x).mul(x).clampMin(1e-12);
                sum = t[0].mul(x.sub(s.input(1))).div(variance);
            }
            if (t[1] != null) {
                sum = Laws.add(sum, x.logit().neg().mul(t[1]));
            }
            if (sum == null) {
                return null;
            }
            return Inside.reduce(weighted ? sum.mul(s.input(2)) : sum, reduction);
        }

        @Override
        public int reads(int i) {
            return SELF | OTHER | (weighted ? THIRD : 0);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("reduction", reduction);
        }
    }

    /// the gradient of [BinaryCrossEntropy] by x; inputs grad, x, t and a weight if there is one
    record BinaryCrossEntropyBackward(boolean weighted, Reduction reduction)
            implements PairLosses, NaryOp {
        private static final double EPSILON = 1e-12;

        @Override
        public String inputName(int i) {
            return switch (i) {
                case 0 -> "grad_output";
                case 1 -> "self";
                case 2 -> "target";
                default -> "weight";
            };
        }

        @Override
        public int edges(int inputs) {
            return 3;
        }

        @Override
        public Tensor forward(Tensor[] in) {
            double scale = Inside.scale(reduction, in[1].numel());
            Tensor out =
                    Mapped.ternary(
                            (g, x, t) -> g * scale * (x - t) / Math.max((1 - x) * x, EPSILON),
                            in[0],
                            in[1],
                            in[2]);
            return weighted ? out.mul(in[3].detach()) : out;
        }

        @Override
        public @Nullable Tensor grad(int i, Tensor g, Saved s) {
            Tensor x = s.input(1);
            Tensor t = s.input(2);
            Tensor variance = plus(minus(1, x), EPSILON).mul(plus(x, EPSILON));
            Tensor own = weighted ? g.mul(s.input(3)) : g;
            if (i == 0) {
                return Inside.reduce(own.mul(x.sub(t)).div(variance), reduction);
            }
            Tensor bend =
                    i == 2
                            ? variance.reciprocal().neg()
                            : x.mul(x).sub(times(2, x).mul(t)).add(t).div(variance.pow(2));
            return Inside.scaled(own.mul(s.input(0)).mul(bend), reduction);
        }

        @Override
        public @Nullable Tensor tangent(@Nullable Tensor[] t, Saved s) {
            Tensor sum = null;
            if (t[0] != null) {
                sum =
                        weighted
                                ? Ops.apply(this, t[0], s.input(1), s.input(2), s.input(3))
                                : Ops.apply(this, t[0], s.input(1), s.input(2));
            }
            for (int i = 1; i < 3; i++) {
                sum = t[i] == null ? sum : Laws.add(sum, grad(i, t[i], s));
            }
            return sum;
        }

        @Override
        public int reads(int i) {
            return OTHER | THIRD | (weighted ? 1 << 3 : 0) | (i == 0 ? 0 : SELF);
        }
    }

    /// [BinaryCrossEntropy] of `sigmoid(x)`, where `t` may be weighted against `1 - t`; inputs x,
    /// t, then the weight of each element and the weight of `t` if there are such
    record BinaryCrossEntropyWithLogits(boolean weighted, boolean balanced, Reduction reduction)
            implements PairLosses, NaryOp {
        @Override
        public String inputName(int i) {
            return i == 0
                    ? "self"
                    : i == 1 ? "target" : i == 2 && weighted ? "weight" : "pos_weight";
        }

        @Override
        public int edges(int inputs) {
            return 2;
        }

        private Tensor balance(Tensor[] in) {
            return in[weighted ? 3 : 2];
        }

        @Override
        public Tensor forward(Tensor[] in) {
            Tensor loss;
            if (balanced) {
                Tensor weight = balance(in).detach();
                loss =
                        Mapped.ternary(
                                (x, t, w) -> (1 - t) * x + ((w - 1) * t + 1) * Inside.softplus(-x),
                                in[0],
                                Types.cast(in[1], in[0].dtype()),
                                Types.cast(weight, in[0].dtype()));
            } else {
                loss = Inside.run((x, t) -> (1 - t) * x + Inside.softplus(-x), in[0], in[1]);
            }
            return Inside.reduce(weighted ? loss.mul(in[2].detach()) : loss, reduction);
        }

        /// The derivative by input `i` before it is scaled, times `g`.
        private Tensor slope(int i, Tensor g, Saved s) {
            Tensor x = s.input(0);
            Tensor t = s.input(1);
            Tensor out;
            if (balanced) {
                Tensor p = s.input(weighted ? 3 : 2);
                Tensor pt = p.mul(t);
                out =
                        i == 0
                                ? plus(pt, 1).sub(t).mul(x.sigmoid()).sub(pt).mul(g)
                                : Ops.apply(Activations.LogSigmoid.OP, x.neg())
                                        .sub(p.mul(Ops.apply(Activations.LogSigmoid.OP, x)))
                                        .mul(g);
            } else {
                out = i == 0 ? x.sigmoid().sub(t).mul(g) : x.neg().mul(g);
            }
            return weighted ? out.mul(s.input(2)) : out;
        }

        @Override
        public @Nullable Tensor grad(int i, Tensor g, Saved s) {
            return Inside.scaled(slope(i, g, s), reduction);
        }

        @Override
        public @Nullable Tensor tangent(@Nullable Tensor[] t, Saved s) {
            Tensor sum = null;
            for (int i = 0; i < 2; i++) {
                sum = t[i] == null ? sum : Laws.add(sum, slope(i, t[i], s));
            }
            return sum == null ? null : Inside.reduce(sum, reduction);
        }

        @Override
        public int reads(int i) {
            return SELF | OTHER | (weighted ? THIRD : 0) | (balanced ? 1 << (weighted ? 3 : 2) : 0);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("reduction", reduction);
        }
    }

    /// What several of these share.
    final class Inside {
        private Inside() {}

        static Tensor run(java.util.function.DoubleBinaryOperator f, Tensor self, Tensor target) {
            if (!Arrays.equals(Raw.shape(self), Raw.shape(target))) {
                throw new IllegalArgumentException(
                        "the loss takes tensors of one size: input has "
                                + Arrays.toString(Raw.shape(self))
                                + ", target "
                                + Arrays.toString(Raw.shape(target)));
            }
            return Mapped.binary(f, self, Types.cast(target, self.dtype()));
        }

        static double softplus(double x) {
            return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
        }

        /// What becomes of each element's share.
        static double scale(Reduction reduction, int numel) {
            return reduction == Reduction.MEAN ? 1.0 / numel : 1;
        }

        static Tensor scaled(Tensor t, Reduction reduction) {
            return reduction == Reduction.MEAN ? over(t, t.numel()) : t;
        }

        static Tensor reduce(Tensor t, Reduction reduction) {
            return switch (reduction) {
                case NONE -> t;
                case SUM -> t.sum();
                case MEAN -> t.mean();
            };
        }
    }
}
