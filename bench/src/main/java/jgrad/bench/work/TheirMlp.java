package jgrad.bench.work;

import jgrad.bench.Inputs;
import jgrad.bench.Torch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

import java.util.ArrayList;
import java.util.List;

/// What [OurMlp] is, in libtorch.
final class TheirMlp {
    final List<Tensor> parameters = new ArrayList<>();
    final Tensor input;
    final Tensor labels;

    TheirMlp(int batch, int... sizes) {
        for (int layer = 1; layer < sizes.length; layer++) {
            float scale = (float) (1 / Math.sqrt(sizes[layer - 1]));
            parameters.add(
                    Torch.leaf(Inputs.theirs(scale, 10 * layer, sizes[layer], sizes[layer - 1])));
            parameters.add(Torch.leaf(Inputs.theirs(scale, 10 * layer + 1, sizes[layer])));
        }
        input = Inputs.theirs(1, batch, sizes[0]);
        labels = Torch.tensor(Inputs.labels(2, batch, sizes[sizes.length - 1]), batch);
    }

    Tensor loss() {
        Tensor x = input;
        for (int i = 0; i < parameters.size(); i += 2) {
            x =
                    torch.linear(
                            i == 0 ? x : x.relu(),
                            parameters.get(i),
                            new TensorOptional(parameters.get(i + 1)));
        }
        return torch.cross_entropy_loss(x, labels);
    }
}
