package jgrad.bench.work;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.bench.Inputs;

import java.util.List;

/// Two layers with tanh between them, in jgrad: smooth, so that it has second derivatives.
record OurNet(List<Tensor> parameters) {
    static OurNet of(int in, int hidden, int out) {
        return new OurNet(
                List.of(
                        Inputs.ours(0.2f, 1, hidden, in),
                        Inputs.ours(0.2f, 2, hidden),
                        Inputs.ours(0.2f, 3, out, hidden),
                        Inputs.ours(0.2f, 4, out)));
    }

    /// The same, its parameters asking for gradients.
    OurNet trained() {
        parameters.forEach(p -> p.requiresGrad_());
        return this;
    }

    Tensor apply(Tensor x) {
        Tensor hidden = Tensors.linear(x, parameters.get(0), parameters.get(1)).tanh();
        return Tensors.linear(hidden, parameters.get(2), parameters.get(3));
    }
}
