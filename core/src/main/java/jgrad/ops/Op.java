package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Map;

/// An operation: all that the library knows about it, in one record.
///
/// A record implements two interfaces: its family (sealed, one file each; the list below is the
/// only list) and its arity ([UnaryOp], [BinaryOp], [NaryOp], [MultiOp]), which demands the forward
/// kernel, a formula per input and the forward-mode rule. Parameters that are not tensors are
/// record components. Records are the intermediate language: a traced function is a list of
/// (record, inputs, outputs).
public sealed interface Op
        permits AlongDim,
                BinaryOp,
                MultiOp,
                NaryOp,
                UnaryOp,
                Activations,
                AdvancedIndexing,
                Arithmetic,
                Axes,
                Powers,
                Bags,
                ChannelNorms,
                Comparisons,
                Convolutions,
                Copies,
                Gates,
                Gaussians,
                Grids,
                GroupNorms,
                Indexing,
                Joining,
                Linalg,
                Losses,
                MarginLosses,
                Moments,
                MaxPooling,
                Norms,
                PairLosses,
                Pairs,
                Paddings,
                Pointwise,
                Pooling,
                PointwiseBackward,
                Reductions,
                Remainders,
                Extremes,
                Fused,
                Regions,
                Resampling,
                Scans,
                OrderStatistics,
                Slices,
                Selections,
                Shuffles,
                Clamps,
                Softmaxes,
                Specials,
                Splits,
                RowDistances,
                Strides,
                Views,
                Diagonals,
                Solving,
                FactorSolving,
                Factoring,
                Orthogonal,
                Spectral,
                VectorNorms,
                VectorProducts {

    /// Marks the result among the values that a formula reads; input `i` is `1 << i`.
    int RESULT = 1 << 30;

    int SELF = 1;
    int OTHER = 2;
    int THIRD = 4;

    /// PyTorch's name in lower case, by default the record's or the row's own: `mul` gives the node
    /// `MulBackward0`.
    default String torchName() {
        return this instanceof Enum<?> row
                ? row.name().toLowerCase(Locale.ROOT)
                : OpNames.snake(getClass().getSimpleName());
    }

    /// The digit behind the node's name; PyTorch numbers the overloads of an operation.
    default int variant() {
        return 0;
    }

    /// The name of the node that differentiates this operation.
    default String nodeName() {
        return OpNames.camel(torchName()) + "Backward" + variant();
    }

    /// The names by which saved inputs are asked for: `node.saved("self")`.
    default String inputName(int i) {
        return i == 0 ? "self" : i == 1 ? "other" : "input" + i;
    }

    default String outputName(int k) {
        return k == 0 ? "result" : "result" + k;
    }

    /// Parameters by PyTorch's names, for pictures and for `node.saved("dim")`.
    default Map<String, Object> parameters() {
        return Map.of();
    }

    /// The general form of the forward kernel, for whoever does not know the arity.
    Tensor[] run(Tensor[] inputs);

    /// The general form of the formulas: the gradient of input `i`, null for none.
    @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s);

    /// The gradients of all inputs at once, for an operation that computes them together; null asks
    /// for one after the other.
    default @Nullable Tensor @Nullable [] gradAll(@Nullable Tensor[] g, Saved s) {
        return null;
    }

    /// The general form of the forward-mode rule. A null tangent is zero, also among the results.
    @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s);

    /// How many of the inputs have an edge in the graph; the indices, masks and conditions that
    /// cannot carry a gradient stand behind them.
    default int edges(int inputs) {
        return inputs;
    }

    /// Which values (`SELF`, `OTHER`, `1 << i`, `RESULT`) the formula of input `i` reads. Only
    /// these are saved.
    int reads(int i);

    /// Whether result `k` is among those kept if a formula reads results.
    default boolean savesResult(int k) {
        return true;
    }

    /// Whether the result shares the storage of input 0.
    default boolean isView() {
        return false;
    }

    /// Whether output `k` can carry a gradient; comparisons and index results cannot.
    default boolean differentiable(int k) {
        return true;
    }

    /// The element type that the caller wants results to have; null where that follows from the
    /// inputs.
    default @Nullable DType type() {
        return null;
    }

    /// Whether inputs of different element types are brought to one, by PyTorch's promotion.
    default boolean promotes() {
        return false;
    }

    /// Whether the kernel takes the narrow types as they are, since it only moves elements; else
    /// [Narrow] converts them.
    default boolean keepsNarrow() {
        return isView();
    }

    /// The operation over a batch: `dims[i]` is the batch dimension of input `i`, -1 for none; the
    /// results have theirs in front. Null asks for the default, one sample after the other, which
    /// is right for any operation.
    default Tensor @Nullable [] batch(Tensor[] inputs, int[] dims, int size) {
        return null;
    }

    /// Writes the result over `inputs[0]`; false asks for the default, a fresh result copied over
    /// it.
    default boolean into(Tensor[] inputs) {
        return false;
    }
}
