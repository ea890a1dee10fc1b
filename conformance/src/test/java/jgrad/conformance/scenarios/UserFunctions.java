package jgrad.conformance.scenarios;

import static jgrad.Tensors.ones;
import static jgrad.Tensors.tensor;
import static jgrad.Tensors.zeros;

import jgrad.At;
import jgrad.Tensor;
import jgrad.autograd.Autograd;
import jgrad.autograd.Context;
import jgrad.autograd.Function1;
import jgrad.autograd.Function2;
import jgrad.autograd.FunctionN;
import jgrad.autograd.Gradients;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Operations written by users.
final class UserFunctions {
    private UserFunctions() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of("fn_save_for_backward", UserFunctions::saveForBackward),
                Scenario.of("fn_saved_twice", UserFunctions::savedTwice),
                Scenario.of("fn_needs_input_grad", UserFunctions::needsInputGrad),
                Scenario.of("fn_wrong_number", UserFunctions::wrongNumber),
                Scenario.of("fn_too_many", UserFunctions::tooMany),
                Scenario.of("fn_wrong_shape", UserFunctions::wrongShape),
                Scenario.of("fn_expandable_shape", UserFunctions::expandableShape),
                Scenario.of("fn_mark_dirty", UserFunctions::markDirty),
                Scenario.of("fn_non_differentiable", UserFunctions::nonDifferentiable),
                Scenario.of("fn_materialize_grads", UserFunctions::materializeGrads),
                Scenario.of("fn_once_differentiable", UserFunctions::onceDifferentiable)
                        .insteadThrowing(
                                "False\nTrue\n",
                                "trying to differentiate twice a function that was marked with"
                                        + " @once_differentiable"),
                Scenario.of("fn_once_differentiable_error", UserFunctions::onceDifferentiableError),
                Scenario.of("fn_multi_output", UserFunctions::multiOutput),
                Scenario.of("fn_return_input", UserFunctions::returnInput),
                Scenario.of("fn_inplace_saved", UserFunctions::inplaceSaved));
    }

    private record Squared() implements Function1 {
        @Override
        public String name() {
            return "Sq";
        }

        @Override
        public Tensor forward(Context ctx, Tensor x) {
            ctx.saveForBackward(x);
            return x.mul(x);
        }

        @Override
        public Tensor backward(Context ctx, Tensor g) {
            return ctx.saved(0).mul(2).mul(g);
        }
    }

    private static void saveForBackward(Console c) {
        record Sq(Console c) implements Function1 {
            @Override
            public Tensor forward(Context ctx, Tensor x) {
                c.print("in forward grad enabled:", Autograd.isGradEnabled());
                ctx.saveForBackward(x);
                return x.pow(2);
            }

            @Override
            public Tensor backward(Context ctx, Tensor g) {
                c.print("needs", new boolean[] {ctx.needsInputGrad(0)}, Autograd.isGradEnabled());
                return ctx.saved(0).mul(2).mul(g);
            }
        }
        var x = tensor(1., 2.).requiresGrad_();
        var y = new Sq(c).apply(x);
        c.print(y);
        c.print(y.gradFn().name());
        y.sum().backward();
        c.print(x.grad());
        var g = Autograd.grad(new Sq(c).apply(x).sum(), x, Autograd.createGraph());
        c.print(Autograd.grad(g.sum(), List.of(x)));
    }

    private static void savedTwice(Console c) {
        var x = tensor(1., 2.).requiresGrad_();
        var y = new Squared().apply(x).sum();
        y.backward();
        y.backward();
    }

    private static void needsInputGrad(Console c) {
        record F2(Console c, long k, String s) implements Function2 {
            @Override
            public Tensor forward(Context ctx, Tensor a, Tensor b) {
                ctx.saveForBackward(a, b);
                return a.mul(k).add(b);
            }

            @Override
            public Gradients backward(Context ctx, Tensor g) {
                // what is no tensor is a field and never needs a gradient
                c.print(new boolean[] {ctx.needsInputGrad(0), false, ctx.needsInputGrad(1), false});
                return new Gradients(g.mul(k), g);
            }
        }
        var a = tensor(1., 2.).requiresGrad_();
        var b = tensor(1., 2.);
        var y = new F2(c, 3, "hello").apply(a, b);
        c.print(y.gradFn().nextFunctions().toString());
        y.sum().backward();
        c.print(a.grad(), b.grad());
    }

    private static void wrongNumber(Console c) {
        record F1() implements Function2 {
            @Override
            public Tensor forward(Context ctx, Tensor a, Tensor b) {
                return a.add(b);
            }

            @Override
            public Gradients backward(Context ctx, Tensor g) {
                return new Gradients(g);
            }
        }
        var a = ones(2).requiresGrad_();
        new F1().apply(a, a).sum().backward();
    }

    private static void tooMany(Console c) {
        record F1() implements FunctionN {
            @Override
            public Tensor[] forwardAll(Context ctx, Tensor[] in) {
                return new Tensor[] {in[0].mul(1)};
            }

            @Override
            public @Nullable Tensor[] backwardAll(Context ctx, @Nullable Tensor[] g) {
                return new @Nullable Tensor[] {g[0], null, null};
            }
        }
        record F2() implements FunctionN {
            @Override
            public Tensor[] forwardAll(Context ctx, Tensor[] in) {
                return new Tensor[] {in[0].mul(1)};
            }

            @Override
            public @Nullable Tensor[] backwardAll(Context ctx, @Nullable Tensor[] g) {
                return new @Nullable Tensor[] {g[0], g[0]};
            }
        }
        var a = ones(2).requiresGrad_();
        new F1().applyAll(a)[0].sum().backward();
        c.print(a.grad());
        new F2().applyAll(a)[0].sum().backward();
    }

    private static void wrongShape(Console c) {
        record F1() implements Function1 {
            @Override
            public Tensor forward(Context ctx, Tensor a) {
                return a.sum();
            }

            @Override
            public Tensor backward(Context ctx, Tensor g) {
                return ones(3);
            }
        }
        new F1().apply(ones(2).requiresGrad_()).backward();
    }

    private static void expandableShape(Console c) {
        record F1() implements Function1 {
            @Override
            public Tensor forward(Context ctx, Tensor a) {
                return a.mul(1);
            }

            @Override
            public Tensor backward(Context ctx, Tensor g) {
                return ones(4, 2);
            }
        }
        var a = ones(2).requiresGrad_();
        new F1().apply(a).sum().backward();
        c.print(a.grad());
    }

    private static void markDirty(Console c) {
        record Inc() implements Function1 {
            @Override
            public Tensor forward(Context ctx, Tensor a) {
                a.add_(1);
                ctx.markDirty(a);
                return a;
            }

            @Override
            public Tensor backward(Context ctx, Tensor g) {
                return g.mul(7);
            }
        }
        var x = ones(2).requiresGrad_();
        var y = x.mul(2);
        var z = new Inc().apply(y);
        c.print(z == y, y, y.gradFn().name(), y.version());
        z.sum().backward();
        c.print(x.grad());
        new Inc().apply(x);
    }

    private static void nonDifferentiable(Console c) {
        record MyMax(Console c) implements FunctionN {
            @Override
            public Tensor[] forwardAll(Context ctx, Tensor[] in) {
                var x = in[0];
                var best = x.max(0);
                var f = x.gt(0).to(x.dtype());
                ctx.markNonDifferentiable(f);
                ctx.saveForBackward(best.indices());
                ctx.put("n", x.numel());
                return new Tensor[] {x.max(), f, best.indices()};
            }

            @Override
            public Tensor[] backwardAll(Context ctx, @Nullable Tensor[] g) {
                c.print(g[1], g[2]);
                var r = zeros((int) ctx.get("n"));
                r.set(g[0], At.at(ctx.saved(0)));
                return new Tensor[] {r};
            }
        }
        var x = tensor(-1., 5., 2.).requiresGrad_();
        var out = new MyMax(c).applyAll(x);
        c.print(out[0].requiresGrad(), out[1].requiresGrad(), out[2].requiresGrad());
        out[0].backward();
        c.print(x.grad());
    }

    private static void materializeGrads(Console c) {
        record Two(Console c, boolean materialize) implements FunctionN {
            @Override
            public Tensor[] forwardAll(Context ctx, Tensor[] in) {
                ctx.setMaterializeGrads(materialize);
                return new Tensor[] {in[0].mul(1), in[0].mul(2)};
            }

            @Override
            public Tensor[] backwardAll(Context ctx, @Nullable Tensor[] g) {
                c.print(g[0], g[1]);
                return new Tensor[] {g[1] == null ? g[0] : g[0].add(g[1])};
            }
        }
        var x = tensor(1., 2.).requiresGrad_();
        new Two(c, true).applyAll(x)[0].sum().backward();
        new Two(c, false).applyAll(x)[0].sum().backward();
        c.print(x.grad());
    }

    private record Once(Console c, boolean prints) implements Function1 {
        @Override
        public boolean onceDifferentiable() {
            return true;
        }

        @Override
        public String name() {
            return "Sq";
        }

        @Override
        public Tensor forward(Context ctx, Tensor x) {
            ctx.saveForBackward(x);
            return x.mul(x);
        }

        @Override
        public Tensor backward(Context ctx, Tensor g) {
            if (prints) {
                c.print(Autograd.isGradEnabled());
            }
            return ctx.saved(0).mul(2).mul(g);
        }
    }

    private static void onceDifferentiable(Console c) {
        var x = tensor(1., 2.).requiresGrad_();
        var g = Autograd.grad(new Once(c, true).apply(x).sum(), x, Autograd.createGraph());
        c.print(g.requiresGrad());
        Autograd.grad(g.sum(), x);
    }

    private static void onceDifferentiableError(Console c) {
        var x = tensor(1., 2.).requiresGrad_();
        var w = tensor(3., 4.).requiresGrad_();
        var g = Autograd.grad(new Once(c, false).apply(x).mul(w).sum(), x, Autograd.createGraph());
        c.print(g.requiresGrad(), g.gradFn().name());
        g.sum().backward();
    }

    private static void multiOutput(Console c) {
        record Two() implements FunctionN {
            @Override
            public Tensor[] forwardAll(Context ctx, Tensor[] in) {
                ctx.saveForBackward(in);
                return new Tensor[] {in[0].mul(in[1]), in[0].add(in[1])};
            }

            @Override
            public Tensor[] backwardAll(Context ctx, @Nullable Tensor[] g) {
                return new Tensor[] {
                    g[0].mul(ctx.saved(1)).add(g[1]), g[0].mul(ctx.saved(0)).add(g[1])
                };
            }
        }
        var a = tensor(2.).requiresGrad_();
        var b = tensor(3.).requiresGrad_();
        var out = new Two().applyAll(a, b);
        c.print(out[0].outputNr(), out[1].outputNr(), out[0].gradFn() == out[1].gradFn());
        out[0].add(out[1]).backward();
        c.print(a.grad(), b.grad());
    }

    private static void returnInput(Console c) {
        record Id() implements Function1 {
            @Override
            public Tensor forward(Context ctx, Tensor x) {
                return x;
            }

            @Override
            public Tensor backward(Context ctx, Tensor g) {
                return g.mul(-1);
            }
        }
        var x = tensor(1., 2.).requiresGrad_();
        var y = new Id().apply(x);
        c.print(y == x, y.gradFn().name());
        y.sum().backward();
        c.print(x.grad());
    }

    private static void inplaceSaved(Console c) {
        var x = tensor(1., 2.).requiresGrad_();
        var y = x.mul(1);
        var z = new Squared().apply(y);
        y.add_(1);
        z.sum().backward();
    }
}
