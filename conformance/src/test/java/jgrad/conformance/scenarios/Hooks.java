package jgrad.conformance.scenarios;

import static jgrad.Tensors.ones;
import static jgrad.Tensors.tensor;
import static jgrad.conformance.scenarios.Console.tuple;

import jgrad.Tensor;
import jgrad.autograd.Autograd;
import jgrad.autograd.SavedTensorHooks;

import java.util.Arrays;
import java.util.List;

/// Hooks on tensors, nodes and saved tensors; anomaly mode.
final class Hooks {
    private Hooks() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of("tensor_hooks", Hooks::tensorHooks),
                Scenario.of("hook_errors", Hooks::hookErrors)
                        .insteadThrowing(
                                "cannot register a hook on a tensor that doesn't require"
                                        + " gradient\n",
                                "hook '"),
                Scenario.of("hook_retain_grad", Hooks::hookAndRetainGrad),
                Scenario.of("node_hooks", Hooks::nodeHooks),
                Scenario.of("saved_tensors_hooks", Hooks::savedTensorsHooks),
                Scenario.of("anomaly", Hooks::anomaly));
    }

    private static void tensorHooks(Console c) {
        var x = tensor(1., 2.).requiresGrad_();
        var y = x.mul(2);
        y.registerHook(g -> printed(c, "h1", g));
        var h2 = y.registerHook(g -> g.mul(10));
        y.registerHook(g -> printed(c, "h3", g));
        x.registerHook(g -> printed(c, "leaf", g));
        y.sum().backward();
        c.print(x.grad());
        h2.remove();
        x.setGrad(null);
        y = x.mul(2);
        y.registerHook(g -> g.add(1));
        y.sum().backward();
        c.print(x.grad());
    }

    private static Tensor printed(Console c, String name, Tensor g) {
        c.print(name, g);
        return null;
    }

    private static void hookErrors(Console c) {
        try {
            ones(2).registerHook(g -> g);
        } catch (IllegalStateException e) {
            c.print(e.getMessage().replaceAll(" \\(at .*", ""));
        }
        var x = ones(2).requiresGrad_();
        var y = x.mul(2);
        y.registerHook(g -> ones(3));
        y.sum().backward();
    }

    private static void hookAndRetainGrad(Console c) {
        var x = tensor(1., 2.).requiresGrad_();
        var y = x.mul(2);
        y.retainGrad();
        y.registerHook(g -> g.mul(10));
        y.sum().backward();
        c.print(y.grad(), x.grad());
    }

    private static void nodeHooks(Console c) {
        var x = tensor(1., 2.).requiresGrad_();
        var y = x.mul(2);
        var z = y.sum();
        z.gradFn()
                .registerHook((in, out) -> {
                    c.print("sum", in, out);
                    return null;
                });
        y.gradFn()
                .registerHook((in, out) -> {
                    c.print("mul", in, out);
                    return null;
                });
        z.backward();
        c.print(x.grad());
        x.setGrad(null);
        y = x.mul(3);
        y.gradFn().registerHook((in, out) -> Arrays.asList(in.get(0).mul(100), null));
        y.sum().backward();
        c.print(x.grad());
    }

    private static void savedTensorsHooks(Console c) {
        var hooks =
                new SavedTensorHooks() {
                    @Override
                    public Object pack(Tensor t) {
                        c.print("pack", tuple(t.shape().toArray()));
                        return t.clone();
                    }

                    @Override
                    public Tensor unpack(Object packed) {
                        var t = (Tensor) packed;
                        c.print("unpack", tuple(t.shape().toArray()));
                        return t;
                    }
                };
        var x = ones(3).requiresGrad_();
        Tensor z;
        try (var _ = Autograd.savedTensorsHooks(hooks)) {
            z = x.mul(x).exp();
        }
        z.sum().backward();
        c.print(x.grad());
    }

    private static void anomaly(Console c) {
        var x = tensor(0., 1.).requiresGrad_();
        try (var _ = Autograd.detectAnomaly()) {
            x.sqrt().mul(0).sum().backward();
        }
    }
}
