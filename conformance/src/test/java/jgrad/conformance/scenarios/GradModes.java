package jgrad.conformance.scenarios;

import static jgrad.Tensors.full;
import static jgrad.Tensors.ones;
import static jgrad.Tensors.tensor;
import static jgrad.autograd.Autograd.enableGrad;
import static jgrad.autograd.Autograd.gradEnabled;
import static jgrad.autograd.Autograd.isGradEnabled;
import static jgrad.autograd.Autograd.noGrad;

import jgrad.At;
import jgrad.DType;
import jgrad.Tensor;

import java.util.List;
import java.util.function.Supplier;

/// Leaves, flags and modes.
final class GradModes {
    private GradModes() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of("retain_grad", GradModes::retainGrad),
                Scenario.of("retain_grad_leaf", GradModes::retainGradLeaf),
                Scenario.of("no_grad_modes", GradModes::noGradModes),
                Scenario.of("detach", GradModes::detach),
                Scenario.of("detach_", GradModes::detachInPlace),
                Scenario.of("requires_grad_int", GradModes::requiresGradOfIntegers)
                        .insteadPrinting(
                                """
                                only Tensors of floating point dtype can require gradients
                                only Tensors of floating point dtype can require gradients
                                only Tensors of floating point dtype can require gradients
                                you can only change requires_grad flags of leaf variables. If you want to use a computed\
                                 variable in a subgraph that doesn't require differentiation use var_no_grad = var.detach().
                                """),
                Scenario.of("grad_assign", GradModes::gradAssign)
                        .insteadPrinting(
                                """
                                tensor([7., 8.])
                                RuntimeError attempting to assign a gradient of size '[3]' to a tensor of size '[2]'.\
                                 Please ensure that the gradient and the tensor are the same size
                                RuntimeError attempting to assign a gradient with dtype 'float64' to a tensor of dtype\
                                 'float32'
                                TypeError assigned grad expected to be a Tensor or None but got grad of type int
                                RuntimeError can't assign Variable as its own grad
                                """),
                Scenario.of("dtype_flow", GradModes::dtypeFlow));
    }

    private static void retainGrad(Console c) {
        var x = tensor(1., 2.).requiresGrad_();
        var y = x.mul(3);
        var z = y.mul(y).sum();
        y.retainGrad();
        c.print(y.retainsGrad(), x.retainsGrad(), y.isLeaf(), x.isLeaf());
        z.backward();
        c.print(y.grad());
        c.print(x.grad());
        var w = tensor(1., 2.).requiresGrad_();
        var u = w.mul(2);
        u.sum().backward();
        c.print(u.grad());
    }

    private static void retainGradLeaf(Console c) {
        var x = tensor(new double[] {1}).requiresGrad_();
        x.retainGrad();
        c.print(x.retainsGrad());
        tensor(new double[] {1}).retainGrad();
    }

    private static void noGradModes(Console c) {
        var x = ones(2).requiresGrad_();
        c.print(isGradEnabled());
        try (var _ = noGrad()) {
            c.print(isGradEnabled(), x.mul(2).requiresGrad());
            try (var _ = enableGrad()) {
                var y = x.mul(2);
                c.print(isGradEnabled(), y.requiresGrad(), y.gradFn());
            }
            c.print(isGradEnabled());
        }
        Tensor z;
        try (var _ = gradEnabled(false)) {
            z = x.mul(2);
        }
        c.print(z.requiresGrad(), z.isLeaf(), isGradEnabled());
        try (var _ = noGrad()) {
            c.print(x.mul(3).requiresGrad());
        }
        z.requiresGrad_(true);
        c.print(z.requiresGrad(), z.isLeaf());
    }

    private static void detach(Console c) {
        var x = tensor(1., 2.).requiresGrad_();
        var y = x.mul(2);
        var d = y.detach();
        c.print(d.requiresGrad(), d.isLeaf(), d.gradFn(), d.isView());
        d.set(100., At.at(0));
        c.print(y);
        c.print(y.version(), d.version());
        var e = x.detach().requiresGrad_();
        c.print(e.requiresGrad(), e.isLeaf());
        y.mul(d).sum().backward();
        c.print(x.grad());
    }

    private static void detachInPlace(Console c) {
        var x = tensor(1., 2.).requiresGrad_();
        var y = x.mul(2);
        y.detach_();
        c.print(y.requiresGrad(), y.isLeaf());
        var z = x.mul(2).slice(0, 0, 1);
        z.detach_();
    }

    private static void requiresGradOfIntegers(Console c) {
        List<Supplier<Tensor>> makers =
                List.of(
                        () -> tensor(1L, 2L).requiresGrad_(),
                        () -> full(new int[] {2}, 1L).requiresGrad_(),
                        () -> ones(new int[] {2}, DType.BOOL).requiresGrad_(true));
        for (Supplier<Tensor> maker : makers) {
            try {
                var _ = maker.get();
            } catch (IllegalArgumentException e) {
                c.print(start(e, ", but"));
            }
        }
        var x = ones(2).requiresGrad_();
        var y = x.mul(2);
        try {
            y.requiresGrad_(false);
        } catch (IllegalStateException e) {
            c.print(start(e, " (at"));
        }
    }

    /// The part of the message that is PyTorch's.
    private static String start(RuntimeException e, String more) {
        String message = e.getMessage();
        int end = message.indexOf(more);
        return end < 0 ? message : message.substring(0, end);
    }

    private static void gradAssign(Console c) {
        var x = ones(2).requiresGrad_();
        x.setGrad(tensor(5., 6.));
        x.mul(2).sum().backward();
        c.print(x.grad());
        for (Tensor g : List.of(ones(3), ones(new int[] {2}, DType.FLOAT64))) {
            try {
                x.setGrad(g);
            } catch (IllegalArgumentException e) {
                c.print("RuntimeError", start(e, ". The gradient must"));
            }
        }
        c.print(
                "TypeError assigned grad expected to be a Tensor or None but got grad"
                        + " of type int"); // by javac
        try {
            x.setGrad(x);
        } catch (IllegalArgumentException e) {
            c.print("RuntimeError", e.getMessage());
        }
    }

    private static void dtypeFlow(Console c) {
        var x = ones(2).requiresGrad_();
        var y = ones(new int[] {2}, DType.FLOAT64).requiresGrad_();
        var z = x.mul(y);
        c.print(z.dtype(), z.gradFn().nextFunctions().toString());
        z.sum().backward();
        c.print(x.grad().dtype(), y.grad().dtype());
        var h = x.to(DType.FLOAT64).mul(2);
        c.print(h);
        h.sum().backward();
        c.print(x.grad());
    }
}
