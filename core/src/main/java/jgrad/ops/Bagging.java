package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Ops;
import jgrad.kernels.places.Lookup;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// Calls of [Bags]: their checks, and the bag of each entry.
public final class Bagging {
    private Bagging() {}

    public static Tensor embeddingBag(
            Tensor index,
            Tensor weight,
            @Nullable Tensor offsets,
            String mode,
            boolean byFrequency,
            @Nullable Tensor perSample,
            boolean includeLast,
            @Nullable Integer paddingIdx,
            @Nullable Double maxNorm,
            double normType) {
        require(weight.dim() == 2, "'weight' must be 2-D");
        require(
                perSample == null
                        || java.util.Arrays.equals(Raw.shape(index), Raw.shape(perSample)),
                "embedding_bag: If per_sample_weights is not None, then it must have the same shape"
                        + " as the input");
        Bags.Mode kind = Bags.Mode.valueOf(mode);
        require(
                perSample == null || kind == Bags.Mode.SUM,
                "embedding_bag: per_sample_weights was not None. per_sample_weights is only"
                        + " supported for mode='sum' (got mode='"
                        + mode.toLowerCase(java.util.Locale.ROOT)
                        + "').");
        Tensor entries = index;
        Tensor weights = perSample;
        long[] starts;
        int bags;
        if (index.dim() == 2) {
            require(
                    offsets == null,
                    "if input is 2D, then offsets has to be None, as input is treated is a"
                            + " mini-batch of fixed length sequences.");
            bags = index.size(0);
            starts = new long[bags];
            for (int b = 0; b < bags; b++) {
                starts[b] = (long) b * index.size(1);
            }
            entries = index.contiguous().view(-1);
            weights = perSample == null ? null : perSample.contiguous().view(-1);
        } else {
            require(
                    index.dim() == 1,
                    "input has to be 1D or 2D Tensor, but got Tensor of dimension " + index.dim());
            require(
                    offsets != null && offsets.dim() == 1,
                    "offsets has to be a 1D Tensor but got "
                            + (offsets == null ? "None" : "Tensor of dimension " + offsets.dim()));
            starts = longs(Objects.requireNonNull(offsets));
            bags = starts.length - (includeLast ? 1 : 0);
            require(bags >= 0, "include_last_offset: number of offset should be at least 1");
            require(
                    starts.length == 0 || starts[0] == 0,
                    "offsets[0] has to be 0, i.e., the first sequence in the mini-batch has to"
                            + " start from position 0. However, got "
                            + (starts.length == 0 ? 0 : starts[0]));
            int n = index.numel();
            require(
                    starts.length == 0 || starts[starts.length - 1] <= n,
                    "offsets[-1] can not be greater than input's length "
                            + n
                            + " but got offsets[-1] of "
                            + (starts.length == 0 ? 0 : starts[starts.length - 1]));
        }
        int padding = -1;
        if (paddingIdx != null) {
            int rows = weight.size(0);
            require(
                    paddingIdx >= -rows && paddingIdx < rows,
                    "padding_idx must be within the number of embeddings, -"
                            + rows
                            + " through "
                            + (rows - 1)
                            + ", but got "
                            + paddingIdx);
            padding = paddingIdx < 0 ? paddingIdx + rows : paddingIdx;
        }
        if (maxNorm != null) {
            renorm(weight, entries, maxNorm, normType);
        }
        Tensor bag = bagOfEach(starts, bags, entries.numel());
        var op = new Bags.EmbeddingBag(kind, bags, padding, byFrequency, weights != null);
        return weights == null
                ? Ops.apply(op, weight, entries, bag)[0]
                : Ops.apply(op, weight, weights, entries, bag)[0];
    }

    /// Shortens rows of `weight` in place, unrecorded.
    public static void renorm(Tensor weight, Tensor index, double maxNorm, double normType) {
        Tensor matrix = Ops.concrete(weight, "embedding with a max_norm");
        Lookup.renorm(matrix, Ops.concrete(index, "embedding with a max_norm"), maxNorm, normType);
    }

    private static Tensor bagOfEach(long[] starts, int bags, int n) {
        long[] bag = new long[n];
        for (int b = 0; b < bags; b++) {
            long end = b + 1 < starts.length ? starts[b + 1] : n;
            require(
                    starts[b] >= 0 && starts[b] <= end,
                    "offsets must not fall, but offsets[" + b + "] is " + starts[b]);
            for (int i = (int) starts[b]; i < end; i++) {
                bag[i] = b;
            }
        }
        return Tensors.tensor(bag);
    }

    private static long[] longs(Tensor t) {
        Tensor wide = Types.copyRowMajor(Types.cast(t, DType.INT64));
        return Raw.longs(wide);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
