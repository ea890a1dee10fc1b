package jgrad;

import org.jspecify.annotations.Nullable;

/// How rows are put into bags: `BagOptions.DEFAULT.mode(BagMode.SUM)`. Torch: the arguments of
/// `embedding_bag`.
///
/// @param offsets where each bag begins in a row of indices, or null if each row of a matrix is one
/// @param mode what becomes of the rows of a bag
/// @param scaleGradByFreq whether what a row gets of the gradient is divided by how often it is
///   named
/// @param perSampleWeights what each row is multiplied by, for sums only, or null
/// @param includeLastOffset whether the last offset is the end of the last bag
/// @param paddingIdx a row that counts for nothing, or null
/// @param maxNorm to which named rows are shortened in the matrix itself, or null
/// @param normType which norm that is
public record BagOptions(
        @Nullable Tensor offsets,
        Functional.BagMode mode,
        boolean scaleGradByFreq,
        @Nullable Tensor perSampleWeights,
        boolean includeLastOffset,
        @Nullable Integer paddingIdx,
        @Nullable Double maxNorm,
        double normType) {

    /// Means of rows of a matrix of indices.
    public static final BagOptions DEFAULT =
            new BagOptions(null, Functional.BagMode.MEAN, false, null, false, null, null, 2);

    /// With bags that begin at these offsets.
    public BagOptions offsets(@Nullable Tensor offsets) {
        return new BagOptions(
                offsets,
                mode,
                scaleGradByFreq,
                perSampleWeights,
                includeLastOffset,
                paddingIdx,
                maxNorm,
                normType);
    }

    /// With another mode.
    public BagOptions mode(Functional.BagMode mode) {
        return new BagOptions(
                offsets,
                mode,
                scaleGradByFreq,
                perSampleWeights,
                includeLastOffset,
                paddingIdx,
                maxNorm,
                normType);
    }

    /// With or without gradients divided by how often a row is named.
    public BagOptions scaleGradByFreq(boolean scaleGradByFreq) {
        return new BagOptions(
                offsets,
                mode,
                scaleGradByFreq,
                perSampleWeights,
                includeLastOffset,
                paddingIdx,
                maxNorm,
                normType);
    }

    /// With a weight for each index.
    public BagOptions perSampleWeights(@Nullable Tensor perSampleWeights) {
        return new BagOptions(
                offsets,
                mode,
                scaleGradByFreq,
                perSampleWeights,
                includeLastOffset,
                paddingIdx,
                maxNorm,
                normType);
    }

    /// With or without a last offset that is the end.
    public BagOptions includeLastOffset(boolean includeLastOffset) {
        return new BagOptions(
                offsets,
                mode,
                scaleGradByFreq,
                perSampleWeights,
                includeLastOffset,
                paddingIdx,
                maxNorm,
                normType);
    }

    /// With a row that counts for nothing.
    public BagOptions paddingIdx(@Nullable Integer paddingIdx) {
        return new BagOptions(
                offsets,
                mode,
                scaleGradByFreq,
                perSampleWeights,
                includeLastOffset,
                paddingIdx,
                maxNorm,
                normType);
    }

    /// With rows shortened to this norm, in the matrix itself.
    public BagOptions maxNorm(@Nullable Double maxNorm, double normType) {
        return new BagOptions(
                offsets,
                mode,
                scaleGradByFreq,
                perSampleWeights,
                includeLastOffset,
                paddingIdx,
                maxNorm,
                normType);
    }
}
