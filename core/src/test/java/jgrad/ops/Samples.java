package jgrad.ops;

import static jgrad.Tensors.tensor;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.kernels.rows.NllLoss;
import jgrad.ops.Comparisons.Comparison;
import jgrad.storage.Layout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// At least one sample of every operation; a walk through the families fails where one is missing.
///
/// Values are spread evenly and shuffled: no two are equal, and none is near zero, so that no
/// sample sits at a kink or a tie.
final class Samples {
    /// Operations whose inputs depend on each other, so that they cannot be varied one by one: they
    /// are checked as derivatives of those that use them. And one that has no derivative in
    /// PyTorch.
    static final Map<Class<?>, Class<?>> CHECKED_THROUGH =
            Map.of(
                    Orthogonal.Geqrf.class,
                    Orthogonal.LinalgHouseholderProduct.class,
                    Losses.NllLossBackward.class,
                    Losses.NllLoss.class,
                    ChannelNorms.NativeBatchNormBackward.class,
                    ChannelNorms.NativeBatchNorm.class);

    private static final Random RANDOM = new Random(20);

    private Samples() {}

    static List<Sample> all() {
        var all = new ArrayList<Sample>();
        all.addAll(arithmetic());
        all.addAll(functions());
        all.addAll(selections());
        all.addAll(reductions());
        all.addAll(products());
        all.addAll(views());
        all.addAll(indexing());
        all.addAll(layers());
        all.addAll(LinalgSamples.all());
        all.addAll(SpecialSamples.all());
        all.addAll(ActivationSamples.all());
        all.addAll(LossSamples.all());
        all.addAll(LayerSamples.all());
        return all;
    }

    private static List<Sample> arithmetic() {
        Tensor a = any(3, 4);
        Tensor row = any(4);
        Tensor p = positive(3, 4);
        return List.of(
                Sample.of(Arithmetic.Add.OP, a, row),
                Sample.of(new Arithmetic.Add(0.7), row, a),
                Sample.of(Arithmetic.Sub.OP, a, row),
                Sample.of(new Arithmetic.Sub(0.7), a, a.flip(0)),
                Sample.of(new Arithmetic.Rsub(1), a, row),
                Sample.of(new Arithmetic.Rsub(0.7), a, row),
                Sample.of(new Arithmetic.RsubNumber(2.5, 0.7), a),
                Sample.of(Arithmetic.Mul.OP, a, row),
                Sample.of(Arithmetic.Mul.OP, any(3, 1), any(1, 4)),
                Sample.of(Arithmetic.Div.OP, a, row),
                Sample.of(new Arithmetic.Scale(-1.5), a),
                Sample.of(new Arithmetic.Unscale(-1.5), a),
                Sample.of(Arithmetic.Neg.OP, a),
                Sample.of(new Powers.PowScalar(3L), a),
                Sample.of(new Powers.PowScalar(2L), a),
                Sample.of(new Powers.PowScalar(-1.5), p),
                Sample.of(Powers.Pow.OP, p, row),
                Sample.of(Arithmetic.Atan2.OP, a, row),
                Sample.of(new Fused.Addcmul(0.5), a, row, any(3, 1)),
                Sample.of(new Fused.Addcdiv(-1.5), a, row, positive(3, 1)),
                Sample.of(new Fused.LerpNumber(0.3), a, row),
                Sample.of(Fused.Lerp.OP, a, row, any(3, 1)),
                Sample.of(Pointwise.OfResult.RECIPROCAL, a),
                Sample.of(Comparison.EQ, a, row),
                Sample.of(Comparison.NE, a, row),
                Sample.of(Comparison.LT, a, row),
                Sample.of(Comparison.LE, a, row),
                Sample.of(Comparison.GT, a, row),
                Sample.of(Comparison.GE, a, row),
                Sample.of(Comparison.LOGICAL_AND, a, row),
                Sample.of(Comparison.LOGICAL_OR, a, row),
                Sample.of(Comparison.LOGICAL_XOR, a, row),
                Sample.of(Copies.Clone.OP, a),
                Sample.of(Copies.Contiguous.OP, a),
                Sample.of(new Copies.To(DType.FLOAT64), a),
                Sample.of(Copies.Copy.OP, a, row),
                Sample.of(Copies.Zero.OP, a),
                Sample.of(new Copies.Fill(2.5, 0), a));
    }

    private static List<Sample> functions() {
        Tensor a = any(3, 4);
        Tensor p = positive(3, 4);
        Tensor unit = between(-0.8, 0.8, 3, 4);
        return List.of(
                Sample.of(Pointwise.OfResult.EXP, a),
                Sample.of(Pointwise.OfSelf.LOG, p),
                Sample.of(Pointwise.OfSelf.ACOS, unit),
                Sample.of(Pointwise.OfSelf.ACOSH, between(1.1, 3, 3, 4)),
                Sample.of(Pointwise.OfSelf.ASIN, unit),
                Sample.of(Pointwise.OfSelf.ASINH, a),
                Sample.of(Pointwise.OfSelf.ATAN, a),
                Sample.of(Pointwise.OfSelf.ATANH, unit),
                Sample.of(Pointwise.OfSelf.COSH, a),
                Sample.of(Pointwise.OfSelf.ERFC, a),
                Sample.of(Pointwise.OfSelf.LOG10, p),
                Sample.of(Pointwise.OfSelf.LOG1P, p),
                Sample.of(Pointwise.OfSelf.LOG2, p),
                Sample.of(Pointwise.OfSelf.SILU, a),
                Sample.of(PointwiseBackward.OfSelf.SILU_BACKWARD, a, any(3, 4)),
                Sample.of(Pointwise.OfSelf.SINH, a),
                Sample.of(Pointwise.OfResult.EXP2, a),
                Sample.of(Pointwise.OfResult.EXPM1, a),
                Sample.of(Pointwise.OfResult.RSQRT, p),
                Sample.of(Pointwise.OfResult.TAN, unit),
                Sample.of(Pointwise.Steps.CEIL, a),
                Sample.of(Pointwise.Steps.FLOOR, a),
                Sample.of(Pointwise.Steps.ROUND, a),
                Sample.of(Pointwise.Steps.SGN, a),
                Sample.of(Pointwise.Steps.TRUNC, a),
                Sample.of(Pointwise.Frac.OP, a),
                Sample.of(Pointwise.Steps.BITWISE_NOT, index(0, 3, 3)),
                Sample.of(new Arithmetic.Shift(1.5), a),
                Sample.of(new Arithmetic.Unshift(1.5), a),
                Sample.of(new Extremes.Amax(true, new int[] {1}, false), a),
                Sample.of(new Extremes.Amax(false, new int[] {0, 1}, true), a),
                Sample.of(Pointwise.OfResult.SQRT, p),
                Sample.of(Pointwise.OfSelf.SIN, a),
                Sample.of(Pointwise.OfSelf.COS, a),
                Sample.of(Pointwise.OfResult.TANH, a),
                Sample.of(PointwiseBackward.OfResult.TANH_BACKWARD, a, unit),
                Sample.of(Pointwise.OfResult.SIGMOID, a),
                Sample.of(PointwiseBackward.OfResult.SIGMOID_BACKWARD, a, between(0.1, 0.9, 3, 4)),
                Sample.of(Pointwise.OfResult.RELU, a),
                Sample.of(new PointwiseBackward.ThresholdBackward(0), a, any(3, 4)),
                Sample.of(Pointwise.OfSelf.ABS, a),
                Sample.of(Pointwise.Steps.SIGN, a),
                Sample.of(Pointwise.OfSelf.ERF, a),
                Sample.of(Gaussians.Gelu.OP, a),
                Sample.of(Gaussians.GeluBackward.OP, a, any(3, 4)),
                Sample.of(Gaussians.GeluTanh.OP, a));
    }

    private static List<Sample> selections() {
        Tensor a = any(3, 4);
        Tensor row = any(4);
        Tensor mask = a.gt(any(3, 4));
        Tensor low = between(-1.5, -0.5, 4);
        Tensor high = between(0.5, 1.5, 3, 1);
        return List.of(
                Sample.of(Selections.Maximum.OP, a, row),
                Sample.of(Selections.Minimum.OP, a, row),
                Sample.of(new Clamps.Clamp(-1.01, 1.01), a),
                Sample.of(new Clamps.Clamp(null, 0.01), a),
                Sample.of(new Clamps.Hardtanh(-1.01, 1.01), a),
                Sample.of(new Clamps.HardtanhBackward(-1.01, 1.01), a, any(3, 4)),
                Sample.of(Selections.Where.OP, a, row, mask),
                Sample.of(new Selections.MaskedFill(2.5), a, mask),
                Sample.of(Selections.MaskedFillTensor.OP, a, any(), mask),
                Sample.of(new Clamps.ClampBound(true), a, low),
                Sample.of(new Clamps.ClampBound(false), a, high),
                Sample.of(new Clamps.ClampTensor(true, true), a, low, high),
                Sample.of(new Clamps.ClampTensor(true, false), a, low, any()));
    }

    private static List<Sample> reductions() {
        Tensor a = any(3, 4);
        Tensor cube = any(2, 3, 4);
        int[] ends = {0, 2};
        return List.of(
                Sample.of(Reductions.Sum.ALL, a),
                Sample.of(new Reductions.Sum(ends, false, null), cube),
                Sample.of(Reductions.Mean.ALL, a),
                Sample.of(new Reductions.Mean(ends, true, null), cube),
                Sample.of(Reductions.Prod.ALL, a),
                Sample.of(new Reductions.Prod(new int[] {-1}, false, null), a),
                Sample.of(Extremes.ExtremumAll.MAX, a),
                Sample.of(Extremes.ExtremumAll.MIN, a),
                Sample.of(new Extremes.Extremum(true, 1, false), a),
                Sample.of(new Extremes.Extremum(false, 0, true), a),
                Sample.of(new Moments.Var(ends, 1, false), cube),
                Sample.of(new Moments.Std(new int[] {1}, 0, true), a),
                Sample.of(new Reductions.Nansum(new int[] {1}, false, null), a),
                Sample.of(new OrderStatistics.Kthvalue(2, 1, false), a),
                Sample.of(new OrderStatistics.Median(0, true, false), a),
                Sample.of(new OrderStatistics.MedianAll(true), a),
                Sample.of(new OrderStatistics.Mode(1, false), a),
                Sample.of(new OrderStatistics.Cumextreme(true, 1), a),
                Sample.of(new OrderStatistics.Cumextreme(false, 0), a),
                Sample.of(new OrderStatistics.ArgExtreme(true, 1, false), a),
                Sample.of(new Slices.Roll(new int[] {1, -1}, new int[] {0, 1}), a),
                Sample.of(new Slices.IndexFill(1, 2.5), a, tensor(1L, 3L)),
                Sample.of(new Slices.IndexCopy(1), a, any(3, 2), tensor(1L, 3L)),
                Sample.of(new Softmaxes.Softmax(1), a),
                Sample.of(new Softmaxes.SoftmaxBackwardData(1), a, positive(3, 4)),
                Sample.of(new Softmaxes.LogSoftmax(0), a),
                Sample.of(new Softmaxes.LogSoftmaxBackwardData(1), a, any(3, 4)),
                Sample.of(new Softmaxes.Logsumexp(ends, false), cube),
                Sample.of(new Scans.Cumsum(0), a),
                Sample.of(new Scans.CumsumFromEnd(1), a),
                Sample.of(new Scans.Flip(new int[] {1}), a),
                Sample.of(new Scans.Sort(1, true, true), a),
                Sample.of(new Scans.Topk(2, 1, true), a));
    }

    private static List<Sample> products() {
        return List.of(
                Sample.of(Linalg.Mm.OP, any(3, 4), any(4, 2)),
                Sample.of(Linalg.Mv.OP, any(3, 4), any(4)),
                Sample.of(Linalg.Dot.OP, any(4), any(4)),
                Sample.of(Linalg.Bmm.OP, any(2, 3, 4), any(2, 4, 3)),
                Sample.of(new Linalg.Addmm(0.5, -1.5), any(2), any(3, 4), any(4, 2)),
                Sample.of(new Linalg.Baddbmm(0.5, -1.5), any(3, 1), any(2, 3, 4), any(2, 4, 2)));
    }

    private static List<Sample> views() {
        Tensor a = any(3, 4);
        Tensor thin = any(3, 1, 4);
        int[] sizes = {2, 3};
        var strided = new Strides.AsStrided(sizes, new int[] {2, 1}, 1);
        var twice = new Strides.AsStrided(sizes, new int[] {1, 2}, 3);
        Layout inner = new Layout(new int[] {3, 2}, new int[] {1, 3}, 2);
        Layout outer = new Layout(sizes, new int[] {2, 1}, 1);
        Layout shared = new Layout(new int[] {3, 2}, new int[] {1, 2}, 0);
        var slice = new Regions.Slice(1, 1, 4, 2);
        var unfold = new Regions.Unfold(1, 3, 1);
        int[] shape = {3, 4};
        return List.of(
                Sample.of(new Views.View(new int[] {2, 6}), a).contiguousOnly(),
                Sample.of(Views.Alias.OP, a),
                Sample.of(new Views.ReshapeAlias(new int[] {4, -1}), a).contiguousOnly(),
                Sample.of(new Views.UnsafeView(new int[] {12}), a).contiguousOnly(),
                Sample.of(new Views.Expand(new int[] {2, 3, 5, 4}), thin),
                Sample.of(new Axes.Transpose(0, -1), any(2, 3, 4)),
                Sample.of(Axes.T.OP, a),
                Sample.of(new Axes.Permute(new int[] {2, 0, 1}), any(2, 3, 4)),
                Sample.of(new Axes.Squeeze(null), thin),
                Sample.of(new Axes.Squeeze(1), thin),
                Sample.of(new Axes.Squeezed(1), thin),
                Sample.of(new Axes.Unsqueeze(1), a),
                Sample.of(strided, a).contiguousOnly(),
                Sample.of(twice, a).contiguousOnly(),
                Sample.of(new Strides.Relaid(inner, outer, false), any(3, 2)),
                Sample.of(new Strides.Relaid(inner, outer, true), any(2, 3)),
                Sample.of(new Strides.Relaid(shared, outer, false), any(3, 2)),
                Sample.of(new Strides.Relaid(shared, outer, true), any(2, 3)),
                Sample.of(new Regions.Select(1, -2), a),
                Sample.of(new Regions.SelectBackward(shape, 1, -2), any(3)),
                Sample.of(slice, a),
                Sample.of(new Regions.SliceBackward(shape, slice), any(3, 2)),
                Sample.of(unfold, a),
                Sample.of(new Regions.UnfoldBackward(shape, unfold), any(3, 2, 3)),
                Sample.of(new Splits.Unbind(1), a),
                Sample.of(new Splits.Split(3, 1), a),
                Sample.of(new Splits.SplitWithSizes(new int[] {1, 3}, 1), a),
                Sample.of(new Joining.Cat(1), a, any(3, 2)),
                Sample.of(new Joining.Stack(1), a, any(3, 4)));
    }

    private static List<Sample> indexing() {
        Tensor a = any(3, 4);
        Tensor places = index(new long[][] {{0, 2, 1, 1}, {2, 0, 0, 2}});
        Tensor rows = index(0, 2, 2);
        boolean[] both = {true, true};
        Tensor i = index(0, 2, 1);
        Tensor j = index(3, 0, 3);
        return List.of(
                Sample.of(new Indexing.Gather(0), a, places),
                Sample.of(new Indexing.Scatter(0, false), a, any(2, 4), places),
                Sample.of(new Indexing.Scatter(0, true), a, any(2, 4), places),
                Sample.of(new Indexing.ScatterNumber(0, 2.5), a, places),
                Sample.of(new Indexing.IndexSelect(0), a, rows),
                Sample.of(new Indexing.IndexAdd(0, -1.5), a, any(3, 4), rows),
                Sample.of(new AdvancedIndexing.Index(both), a, i, j),
                Sample.of(new AdvancedIndexing.IndexPut(both, false, false), a, any(3), i, j),
                Sample.of(new AdvancedIndexing.IndexPut(both, true, false), a, any(), i, j));
    }

    private static List<Sample> layers() {
        var likelihood = new Losses.NllLoss(false, -100, NllLoss.Reduction.MEAN, false);
        return List.of(
                Sample.of(likelihood, any(3, 4), index(1, 0, 3)),
                Sample.of(new Losses.Embedding(-1, false), any(4, 3), index(0, 3, 3)),
                Sample.of(
                        new Losses.EmbeddingDenseBackward(4, -1, false), any(3, 2), index(0, 3, 3)),
                Sample.of(
                        new Norms.NativeLayerNorm(1, true, true, 1e-5), any(3, 4), any(4), any(4)),
                Sample.of(new Norms.NativeLayerNorm(2, false, false, 1e-5), any(2, 3, 2)),
                Sample.of(
                        new Norms.LayerNormBackward(1, true),
                        any(3, 4),
                        any(3, 4),
                        any(3, 1),
                        positive(3, 1),
                        any(4)),
                Sample.of(
                        new Norms.LayerNormBackward(2, false),
                        any(2, 3, 2),
                        any(2, 3, 2),
                        any(2, 1, 1),
                        positive(2, 1, 1)));
    }

    static Tensor any(int... shape) {
        return between(-2, 2, shape);
    }

    static Tensor positive(int... shape) {
        return between(0.3, 2, shape);
    }

    static Tensor between(double low, double high, int... shape) {
        int n = Layout.numel(shape);
        var cells = new ArrayList<Integer>();
        for (int i = 0; i < n; i++) {
            cells.add(i);
        }
        Collections.shuffle(cells, RANDOM);
        var values = new double[n];
        for (int i = 0; i < n; i++) {
            double value =
                    low + (high - low) * (cells.get(i) + 0.3 + 0.4 * RANDOM.nextDouble()) / n;
            values[i] = Math.abs(value) < 0.05 ? value + 0.1 : value;
        }
        return Tensors.fromArray(values, n).reshape(shape);
    }

    static Tensor index(long... values) {
        return Tensors.fromArray(values, values.length);
    }

    static Tensor index(long[][] values) {
        return Tensors.tensor((Object) values);
    }
}
