package jgrad.func;

import static jgrad.Tensors.fromArray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jgrad.Tensor;
import jgrad.autograd.Autograd;
import jgrad.autograd.Context;
import jgrad.autograd.Function1;
import jgrad.autograd.Function2;
import jgrad.autograd.Gradients;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;

/// Users' operations in every mixture of modes, whatever they keep and however.
class FunctionTowersTest {
    private static final Tensor X = fromArray(new double[] {0.7, -1.2, 1.6});
    private static final Tensor Y = fromArray(new double[] {1.1, 0.4, -0.9});

    private static void holds(Function1 f) {
        assertThat(new Towers(in -> twice(f, in.getFirst()), List.of(X), List.of(0), 3).problems())
                .isEmpty();
    }

    private static Tensor twice(Function1 f, Tensor x) {
        return f.apply(f.apply(x).mul(0.5)).mul(x).sum();
    }

    record SavesInput() implements Function1 {
        @Override
        public Tensor forward(Context ctx, Tensor x) {
            ctx.saveForBackward(x);
            return x.mul(x);
        }

        @Override
        public Tensor backward(Context ctx, Tensor g) {
            return g.mul(ctx.saved(0)).mul(2.0);
        }
    }

    record SavesOutput() implements Function1 {
        @Override
        public Tensor forward(Context ctx, Tensor x) {
            Tensor y = x.exp();
            ctx.saveForBackward(null, y);
            return y;
        }

        @Override
        public Tensor backward(Context ctx, Tensor g) {
            return g.mul(ctx.saved(1));
        }
    }

    record SavesIntermediate() implements Function1 {
        @Override
        public Tensor forward(Context ctx, Tensor x) {
            Tensor s = x.sin();
            ctx.saveForBackward(s, x);
            return s.mul(s);
        }

        @Override
        public Tensor backward(Context ctx, Tensor g) {
            return g.mul(2.0).mul(ctx.saved(0)).mul(ctx.saved(1).cos());
        }
    }

    record Puts() implements Function1 {
        @Override
        public Tensor forward(Context ctx, Tensor x) {
            Tensor s = x.sin();
            Tensor y = s.mul(s);
            ctx.put("x", x);
            ctx.put("s", s);
            ctx.put("y", y);
            ctx.put("factor", 2.0);
            return y;
        }

        @Override
        public Tensor backward(Context ctx, Tensor g) {
            Tensor s = (Tensor) ctx.get("s");
            Tensor x = (Tensor) ctx.get("x");
            Tensor y = (Tensor) ctx.get("y");
            // y - s * s is zero, and so is its derivative
            return g.mul((double) ctx.get("factor")).mul(s).mul(x.cos()).add(y.sub(s.mul(s)));
        }
    }

    record OwnJvp() implements Function1 {
        @Override
        public Tensor forward(Context ctx, Tensor x) {
            ctx.saveForBackward(x);
            return x.pow(3L);
        }

        @Override
        public Tensor backward(Context ctx, Tensor g) {
            Tensor x = ctx.saved(0);
            return g.mul(x).mul(x).mul(3.0);
        }

        @Override
        public @Nullable Tensor[] jvp(Context ctx, @Nullable Tensor[] t) {
            Tensor x = ctx.saved(0);
            Tensor tangent = t[0];
            return new @Nullable Tensor[] {tangent == null ? null : x.mul(x).mul(3.0).mul(tangent)};
        }
    }

    record Mixed() implements Function2 {
        @Override
        public Tensor forward(Context ctx, Tensor x, Tensor y) {
            Tensor product = x.mul(y);
            ctx.saveForBackward(x, y, product);
            return product.sin();
        }

        @Override
        public Gradients backward(Context ctx, Tensor g) {
            Tensor slope = g.mul(ctx.saved(2).cos());
            return new Gradients(slope.mul(ctx.saved(1)), slope.mul(ctx.saved(0)));
        }
    }

    /// Right in the first derivative only.
    record Detaches() implements Function1 {
        @Override
        public Tensor forward(Context ctx, Tensor x) {
            ctx.saveForBackward(x);
            return x.mul(x);
        }

        @Override
        public Tensor backward(Context ctx, Tensor g) {
            return g.mul(ctx.saved(0).detach()).mul(2.0);
        }
    }

    @Test
    void towersFindADerivativeThatDetaches() {
        Towers.Scalar f = in -> twice(new Detaches(), in.getFirst());
        assertThat(new Towers(f, List.of(X), List.of(0), 1).problems()).isEmpty();
        assertThat(new Towers(f, List.of(X), List.of(0), 2).problems())
                .isNotEmpty()
                .allMatch(problem -> problem.startsWith("RR: "));
    }

    @Test
    void savedInputsAreDifferentiated() {
        holds(new SavesInput());
    }

    @Test
    void savedOutputsAreDifferentiated() {
        holds(new SavesOutput());
    }

    @Test
    void savedIntermediatesAreDifferentiated() {
        holds(new SavesIntermediate());
    }

    @Test
    void whatWasPutIsDifferentiated() {
        holds(new Puts());
    }

    @Test
    void anOwnForwardRuleIsDifferentiated() {
        holds(new OwnJvp());
    }

    @Test
    void functionsOfTwoAreDifferentiatedInBoth() {
        Towers.Scalar f =
                in -> {
                    Tensor inner = new Mixed().apply(in.get(0), in.get(1));
                    return new Mixed().apply(inner, in.get(0)).sum();
                };
        assertThat(new Towers(f, List.of(X, Y), List.of(0, 1), 3).problems()).isEmpty();
    }

    /// The two arguments are one tensor below the transform, and must not become one above it.
    @Test
    void aConstantIsNotTakenForTheVariableOfTheSameValue() {
        Function2 f = new Mixed();
        Tensor p = X.mul(X);
        Tensor expected = p.cos().mul(X);
        Tensor mixed = p.cos().sub(p.mul(p.sin())).sub(p.sin().mul(p));
        same(Func.grad(u -> f.apply(u, X).sum()).apply(X), expected);
        same(Func.jvp(u -> f.apply(u, X), X, X.mul(0.0).add(1.0)).tangent(), expected);
        same(Func.jvp(u -> f.apply(X, u), X, X.mul(0.0).add(1.0)).tangent(), expected);
        same(Func.grad(u -> Func.grad(w -> f.apply(u, w).sum()).apply(u).sum()).apply(X), mixed);
    }

    record PerSample() implements Function1 {
        @Override
        public Tensor forward(Context ctx, Tensor x) {
            double largest = x.max().toDouble();
            ctx.put("largest", largest);
            return x.mul(largest);
        }

        @Override
        public Tensor backward(Context ctx, Tensor g) {
            return g.mul((double) ctx.get("largest"));
        }
    }

    @Test
    void whatIsAnotherNumberForEachSampleIsRefusedAndNotTakenFromTheFirst() {
        Tensor batch = fromArray(new double[] {1, 2, 3, 4}).reshape(2, 2);
        assertThatThrownBy(() ->
                        Func.vmap(Func.grad(u -> new PerSample().apply(u).sum())).apply(batch))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "vmap: PerSample put another 'largest' for one sample than for the next,"
                                + " and its derivative is asked for all together; keep it as a"
                                + " tensor, with saveForBackward.");
    }

    @Test
    void aBackwardPassFromADualGivesDuals() {
        Function1 f = new SavesIntermediate();
        Tensor t = Y;
        Tensor got =
                Func.jvp(
                                u -> {
                                    Tensor w = u.mul(1.0).requiresGrad_();
                                    return Autograd.grad(f.apply(w).sum(), w);
                                },
                                X,
                                t)
                        .tangent();
        same(got, X.mul(2.0).cos().mul(2.0).mul(t));
    }

    private static void same(Tensor got, Tensor expected) {
        assertThat(got.toDoubleArray())
                .containsExactly(
                        expected.toDoubleArray(), org.assertj.core.data.Offset.offset(1e-10));
    }
}
