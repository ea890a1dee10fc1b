package jgrad.ops;

import static jgrad.ops.Samples.any;
import static jgrad.ops.Samples.positive;

import jgrad.Tensor;

import java.util.List;

/// Samples of the activations.
final class ActivationSamples {
    private ActivationSamples() {}

    static List<Sample> all() {
        Tensor a = any(3, 4);
        Tensor b = any(3, 4);
        return List.of(
                Sample.of(new Activations.Elu(1.5, 0.7, 1.2, "elu", false), a),
                Sample.of(new Activations.Elu(1.5, 1, 1 / 1.5, "celu", true), a),
                Sample.of(new Activations.EluBackward(1.5, 0.7, 1.2), a, b),
                Sample.of(new Activations.LeakyRelu(0.1, false), a),
                Sample.of(new Activations.LeakyReluBackward(0.1), a, b),
                Sample.of(new Activations.RreluWithNoise(0.1, 0.3, false), a),
                Sample.of(new Activations.RreluWithNoiseBackward(0.1, 0.3), a, b),
                Sample.of(new Activations.Hardshrink(0.51), a),
                Sample.of(new Activations.Softshrink(0.51), a),
                Sample.of(new Activations.ShrinkBackward(0.51, "softshrink_backward"), a, b),
                Sample.of(Activations.Hardsigmoid.OP, a),
                Sample.of(Activations.HardsigmoidBackward.OP, a, b),
                Sample.of(Activations.Hardswish.OP, a),
                Sample.of(Activations.HardswishBackward.OP, a, b),
                Sample.of(new Activations.Softplus(1.5, 2), a),
                Sample.of(new Activations.SoftplusBackward(1.5, 2), a, b),
                Sample.of(Activations.LogSigmoid.OP, a),
                Sample.of(Activations.LogSigmoidBackward.OP, a, b),
                Sample.of(Activations.Mish.OP, a),
                Sample.of(new Activations.Threshold(0.33, -0.5, false), a),
                Sample.of(new Gates.Glu(-1), a),
                Sample.of(new Gates.Glu(0), any(2, 3)),
                Sample.of(new Gates.GluBackward(1), any(3, 2), b),
                Sample.of(Gates.PreluKernel.OP, a, positive(1, 4)),
                Sample.of(Gates.PreluKernelBackward.OP, a, b, positive(3, 4)));
    }
}
