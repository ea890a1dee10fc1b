package jgrad.nn;

import jgrad.Generator;
import jgrad.Tensor;
import jgrad.Tensors;

import org.jspecify.annotations.Nullable;

/// `x @ weight^T + bias`: from `[..., inFeatures]` to `[..., outFeatures]`.
///
/// Weight and bias start uniform in `±1/sqrt(inFeatures)`, drawn from the global [Generator] in
/// PyTorch's order. Torch: `torch.nn.Linear`.
public final class Linear extends Module1 {
    private final int inFeatures;
    private final int outFeatures;
    private final Tensor weight;
    private final @Nullable Tensor bias;

    public Linear(int inFeatures, int outFeatures) {
        this(inFeatures, outFeatures, true);
    }

    /// @throws IllegalArgumentException if a size is negative
    public Linear(int inFeatures, int outFeatures, boolean bias) {
        if (inFeatures < 0 || outFeatures < 0) {
            throw new IllegalArgumentException(
                    "Linear: sizes must not be negative, got ("
                            + inFeatures
                            + ", "
                            + outFeatures
                            + ")");
        }
        this.inFeatures = inFeatures;
        this.outFeatures = outFeatures;
        weight = parameter("weight", uniform(outFeatures, inFeatures));
        this.bias = bias ? parameter("bias", uniform(outFeatures)) : null;
    }

    private Tensor uniform(int... shape) {
        double bound = inFeatures == 0 ? 0 : 1 / Math.sqrt(inFeatures);
        return Generator.global().uniform_(Tensors.empty(shape), -bound, bound);
    }

    /// `[outFeatures, inFeatures]`
    public Tensor weight() {
        return weight;
    }

    /// `[outFeatures]`, or null
    public @Nullable Tensor bias() {
        return bias;
    }

    @Override
    public Tensor forward(Tensor x) {
        return Tensors.linear(x, weight, bias);
    }

    @Override
    protected String extraRepr() {
        return "in_features="
                + inFeatures
                + ", out_features="
                + outFeatures
                + ", bias="
                + (bias == null ? "False" : "True");
    }
}
