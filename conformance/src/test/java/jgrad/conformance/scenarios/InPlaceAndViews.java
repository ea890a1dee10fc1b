package jgrad.conformance.scenarios;

import static jgrad.At.ALL;
import static jgrad.At.at;
import static jgrad.Tensors.arange;
import static jgrad.Tensors.ones;
import static jgrad.Tensors.tensor;
import static jgrad.Tensors.zeros;

import jgrad.Tensor;
import jgrad.autograd.Autograd;

import java.util.List;

/// Writing to tensors whose history is recorded.
final class InPlaceAndViews {
    private InPlaceAndViews() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of("inplace_leaf", c -> tensor(1., 2.).requiresGrad_().add_(1)),
                Scenario.of("inplace_leaf_view", c -> square().requiresGrad_().at(0).mul_(2)),
                Scenario.of("inplace_leaf_no_grad", InPlaceAndViews::leafNoGrad),
                Scenario.of("version_counter", InPlaceAndViews::versionCounter),
                Scenario.of("version_counter_mul", InPlaceAndViews::versionCounterMul),
                Scenario.of("version_counter_ok", InPlaceAndViews::versionCounterOk),
                Scenario.of("copy_slices", InPlaceAndViews::copySlices),
                Scenario.of("copy_slices_value", InPlaceAndViews::copySlicesValue),
                Scenario.of("copy_slices_base_constant", InPlaceAndViews::copySlicesBaseConstant),
                Scenario.of("view_multi_output_inplace", InPlaceAndViews::multiOutput),
                Scenario.of("view_no_grad_inplace", InPlaceAndViews::viewNoGrad),
                Scenario.of("view_chain_inplace", InPlaceAndViews::viewChain));
    }

    private static Tensor square() {
        return tensor((Object) new double[][] {{1, 2}, {3, 4}});
    }

    private static void leafNoGrad(Console c) {
        var x = tensor(1., 2.).requiresGrad_();
        c.print(x.version());
        try (var _ = Autograd.noGrad()) {
            x.add_(1);
            x.sub_(0.5);
        }
        c.print(x, x.version(), x.isLeaf(), x.gradFn());
    }

    private static void versionCounter(Console c) {
        var x = tensor(1., 2., 3.).requiresGrad_();
        var y = x.exp();
        c.print(y.version());
        y.add_(1);
        c.print(y.version(), y.gradFn());
        y.sum().backward();
    }

    private static void versionCounterMul(Console c) {
        var a = square().requiresGrad_();
        var b = a.mul(1);
        var d = b.mul(b);
        b.set(0., at(0));
        d.sum().backward();
    }

    private static void versionCounterOk(Console c) {
        var x = tensor(1., 2.).requiresGrad_();
        var y = x.mul(2);
        y.add_(1).mul_(3);
        c.print(y, y.version());
        y.sum().backward();
        c.print(x.grad());
    }

    private static void copySlices(Console c) {
        var x = square().requiresGrad_();
        var y = x.mul(2);
        var v = y.at(0);
        c.print(v.gradFn(), v.isView(), v.base() == y);
        v.mul_(10);
        c.print(y);
        c.print(y.gradFn());
        c.print(v.gradFn());
        c.print(y.gradFn().nextFunctions().toString());
        y.mul(square()).sum().backward();
        c.print(x.grad());
    }

    private static void copySlicesValue(Console c) {
        var x = zeros(3).requiresGrad_();
        var w = tensor(5.).requiresGrad_();
        var y = x.clone();
        y.set(w.mul(2), at(1));
        c.print(y);
        y.mul(tensor(1., 10., 100.)).sum().backward();
        c.print(x.grad(), w.grad());
    }

    private static void copySlicesBaseConstant(Console c) {
        var y = zeros(2, 2);
        c.print(y.requiresGrad(), y.gradFn());
        var w = tensor(1., 2.).requiresGrad_();
        y.set(w, ALL, at(0));
        c.print(y.requiresGrad(), y.gradFn(), y.isLeaf());
        c.print(y);
        y.mul(y).sum().backward();
        c.print(w.grad());
    }

    private static void multiOutput(Console c) {
        var x = arange(4.).requiresGrad_();
        var a = x.mul(1).split(2, 0).get(0);
        c.print(a.gradFn());
        a.add_(1);
    }

    private static void viewNoGrad(Console c) {
        var x = ones(3).requiresGrad_().mul(2);
        Tensor v;
        try (var _ = Autograd.noGrad()) {
            v = x.slice(0, 0, 2);
        }
        v.add_(1);
    }

    private static void viewChain(Console c) {
        var x = arange(6.).reshape(2, 3).clone().requiresGrad_();
        var y = x.mul(1);
        var v = y.t().at(0);
        y.mul_(3);
        c.print(v.gradFn());
        c.print(v);
        v.sum().backward();
        c.print(x.grad());
    }
}
