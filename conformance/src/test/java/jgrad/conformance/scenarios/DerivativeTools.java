package jgrad.conformance.scenarios;

import static jgrad.Tensors.fromArray;
import static jgrad.Tensors.tensor;

import jgrad.Tensor;
import jgrad.autograd.Autograd;
import jgrad.autograd.Context;
import jgrad.autograd.ForwardAD;
import jgrad.autograd.Function1;
import jgrad.autograd.GradCheck;
import jgrad.autograd.GradCheckOptions;

import java.util.List;

/// Checks by differences, and forward mode by hand.
final class DerivativeTools {
    private DerivativeTools() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of("gradcheck", DerivativeTools::gradcheck),
                Scenario.of("gradcheck_float32", DerivativeTools::gradcheckFloat32),
                Scenario.of("gradgradcheck", DerivativeTools::gradgradcheck),
                Scenario.of("forward_ad", DerivativeTools::forwardMode));
    }

    private record Bad() implements Function1 {
        @Override
        public Tensor forward(Context ctx, Tensor x) {
            return x.mul(2);
        }

        @Override
        public Tensor backward(Context ctx, Tensor g) {
            return g.mul(3);
        }
    }

    private static Tensor doubles() {
        return fromArray(new double[] {0.5, 1.5}).requiresGrad_();
    }

    private static void gradcheck(Console c) {
        var x = doubles();
        c.print(GradCheck.gradcheck(Tensor::sin, x));
        c.print(
                GradCheck.gradcheck(
                        t -> new Bad().apply(t),
                        x,
                        GradCheckOptions.DEFAULT.raiseException(false)));
        GradCheck.gradcheck(t -> new Bad().apply(t), x);
    }

    private static void gradcheckFloat32(Console c) {
        var x = fromArray(new float[] {0.5f}).requiresGrad_();
        c.print(
                GradCheck.gradcheck(
                        t -> t.mul(2), x, GradCheckOptions.DEFAULT.raiseException(false)));
        GradCheck.gradcheck(t -> t.mul(2), fromArray(new double[] {0.5}));
    }

    private static void gradgradcheck(Console c) {
        var x = doubles();
        c.print(GradCheck.gradgradcheck(t -> t.pow(3), x));
        c.print(GradCheck.gradgradcheck(t -> t.mul(2), x));
    }

    private static void forwardMode(Console c) {
        var x = tensor(1., 2.);
        var t = tensor(1., 10.);
        try (Autograd.Scope _ = ForwardAD.dualLevel()) {
            var d = ForwardAD.makeDual(x, t);
            var y = ForwardAD.unpackDual(d.sin().mul(d));
            c.print(y.primal(), y.tangent());
            c.print(ForwardAD.unpackDual(x.mul(2)).tangent());
        }
        ForwardAD.makeDual(x, t);
    }
}
