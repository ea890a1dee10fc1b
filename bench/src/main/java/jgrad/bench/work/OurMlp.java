package jgrad.bench.work;

import jgrad.Functional;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.bench.Inputs;

import java.util.ArrayList;
import java.util.List;

/// A multilayer perceptron with ReLU between its layers, in jgrad.
final class OurMlp {
    /// Weight and bias of every layer.
    final List<Tensor> parameters = new ArrayList<>();

    final Tensor input;
    final Tensor labels;

    /// @param sizes of the input, the hidden layers and the output
    OurMlp(int batch, int... sizes) {
        for (int layer = 1; layer < sizes.length; layer++) {
            float scale = (float) (1 / Math.sqrt(sizes[layer - 1])); // as in PyTorch's Linear
            parameters.add(
                    Inputs.ours(scale, 10 * layer, sizes[layer], sizes[layer - 1]).requiresGrad_());
            parameters.add(Inputs.ours(scale, 10 * layer + 1, sizes[layer]).requiresGrad_());
        }
        input = Inputs.ours(1, batch, sizes[0]);
        labels = Tensors.fromArray(Inputs.labels(2, batch, sizes[sizes.length - 1]));
    }

    Tensor loss() {
        Tensor x = input;
        for (int i = 0; i < parameters.size(); i += 2) {
            x = Tensors.linear(i == 0 ? x : x.relu(), parameters.get(i), parameters.get(i + 1));
        }
        return Functional.crossEntropy(x, labels);
    }
}
