package jgrad.nn;

import jgrad.Tensor;

/// `max(x, 0)`. Torch: `torch.nn.ReLU`.
public final class ReLU extends Module1 {
    @Override
    public Tensor forward(Tensor x) {
        return x.relu();
    }
}
