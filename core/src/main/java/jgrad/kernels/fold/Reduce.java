package jgrad.kernels.fold;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.choice.Chosen;
import jgrad.kernels.walk.Elements;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Reductions of tensors over any of their dimensions.
///
/// `dims` are distinct and not negative; `null` or none of them means all. Whatever the layout, the
/// elements are read where they lie. Running results are doubles (longs for integers), rounded once
/// at the end, and are combined in an order that the layout alone decides: any number of threads
/// gives the same bits.
public final class Reduce {
    private Reduce() {}

    /// The sum. Integers and bools are summed as int64.
    ///
    /// Torch: `aten::sum.dim_IntList`.
    public static Tensor sum(Tensor x, int @Nullable [] dims, boolean keepdim) {
        if (dims == null && !keepdim && isOneBlock(x)) {
            return scalar(blockSum(x), x.dtype());
        }
        Target t = new Target(x, dims, keepdim);
        if (!x.dtype().isFloating()) {
            return t.longs(t.fold(new LongFold.Sum(t.array, t.type, t.results())), DType.INT64);
        }
        return t.doubles(t.fold(new CommonFolds.Sum(t.array, t.type, t.results())), x.dtype());
    }

    /// The mean; NaN of nothing.
    ///
    /// Torch: `aten::mean.dim`.
    ///
    /// @throws IllegalArgumentException for integers and bools
    public static Tensor mean(Tensor x, int @Nullable [] dims, boolean keepdim) {
        if (!x.dtype().isFloating()) {
            throw new IllegalArgumentException(
                    "mean(): could not infer output dtype. Input dtype must be either a "
                            + "floating point or complex dtype. Got: "
                            + x.dtype().scalarName());
        }
        if (dims == null && !keepdim && isOneBlock(x)) {
            return scalar(blockSum(x) / x.numel(), x.dtype());
        }
        Target t = new Target(x, dims, keepdim);
        return t.doubles(t.divide(t.sums(), t.count()), x.dtype());
    }

    /// The product. Integers and bools are multiplied as int64.
    ///
    /// Torch: `aten::prod.dim_int`, and for several dimensions at once.
    public static Tensor prod(Tensor x, int @Nullable [] dims, boolean keepdim) {
        Target t = new Target(x, dims, keepdim);
        if (!x.dtype().isFloating()) {
            return t.longs(t.fold(new LongFold.Product(t.array, t.type, t.results())), DType.INT64);
        }
        return t.doubles(t.fold(new ScalarFold.Product(t.array, t.type, t.results())), x.dtype());
    }

    /// The greatest element, NaN if there is one.
    ///
    /// Torch: `aten::amax`.
    ///
    /// @throws IllegalArgumentException if there is nothing to choose from
    public static Tensor amax(Tensor x, int @Nullable [] dims, boolean keepdim) {
        Target t = new Target(x, dims, keepdim);
        t.checkNotEmpty("amax", x, dims);
        if (!x.dtype().isFloating()) {
            return t.longs(t.fold(new LongFold.Max(t.array, t.type, t.results())), x.dtype());
        }
        return t.doubles(t.fold(new CommonFolds.Max(t.array, t.type, t.results())), x.dtype());
    }

    /// The least element, NaN if there is one.
    ///
    /// Torch: `aten::amin`.
    ///
    /// @throws IllegalArgumentException if there is nothing to choose from
    public static Tensor amin(Tensor x, int @Nullable [] dims, boolean keepdim) {
        Target t = new Target(x, dims, keepdim);
        t.checkNotEmpty("amin", x, dims);
        if (!x.dtype().isFloating()) {
            return t.longs(t.fold(new LongFold.Min(t.array, t.type, t.results())), x.dtype());
        }
        return t.doubles(t.fold(new CommonFolds.Min(t.array, t.type, t.results())), x.dtype());
    }

    /// The greatest element of all.
    ///
    /// Torch: `aten::max`.
    ///
    /// @throws IllegalArgumentException if `x` is empty
    public static Tensor max(Tensor x) {
        checkNotEmpty("max", x);
        return amax(x, null, false);
    }

    /// The least element of all.
    ///
    /// Torch: `aten::min`.
    ///
    /// @throws IllegalArgumentException if `x` is empty
    public static Tensor min(Tensor x) {
        checkNotEmpty("min", x);
        return amin(x, null, false);
    }

    /// Whether any element is not zero: a bool, but of uint8 a uint8.
    ///
    /// Torch: `aten::any.dim`.
    public static Tensor any(Tensor x, int @Nullable [] dims, boolean keepdim) {
        Target t = new Target(x, dims, keepdim);
        double[] counts = t.counts();
        for (int i = 0; i < counts.length; i++) {
            counts[i] = counts[i] > 0 ? 1 : 0;
        }
        return t.doubles(counts, x.dtype() == DType.UINT8 ? DType.UINT8 : DType.BOOL);
    }

    /// Whether no element is zero: a bool, but of uint8 a uint8.
    ///
    /// Torch: `aten::all.dim`.
    public static Tensor all(Tensor x, int @Nullable [] dims, boolean keepdim) {
        Target t = new Target(x, dims, keepdim);
        double[] counts = t.counts();
        for (int i = 0; i < counts.length; i++) {
            counts[i] = counts[i] == t.count() ? 1 : 0;
        }
        return t.doubles(counts, x.dtype() == DType.UINT8 ? DType.UINT8 : DType.BOOL);
    }

    /// How many elements are not zero, as int64.
    ///
    /// Torch: `aten::count_nonzero.dim_IntList`.
    public static Tensor countNonzero(Tensor x, int @Nullable [] dims) {
        Target t = new Target(x, dims, false);
        return t.doubles(t.counts(), DType.INT64);
    }

    /// The variance, `sum (x - mean)^2 / (n - correction)`, in two passes: the mean first.
    ///
    /// Torch: `aten::var.correction`.
    ///
    /// @throws IllegalArgumentException for integers and bools
    public static Tensor var(Tensor x, int @Nullable [] dims, double correction, boolean keepdim) {
        Target t = new Target(x, dims, keepdim);
        return t.doubles(t.variances(correction), x.dtype());
    }

    /// The standard deviation, the square root of [#var].
    ///
    /// Torch: `aten::std.correction`.
    ///
    /// @throws IllegalArgumentException for integers and bools
    public static Tensor std(Tensor x, int @Nullable [] dims, double correction, boolean keepdim) {
        Target t = new Target(x, dims, keepdim);
        double[] values = t.variances(correction);
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.sqrt(values[i]);
        }
        return t.doubles(values, x.dtype());
    }

    /// The norm `(sum |x|^p)^(1/p)`; the number of nonzeros for p = 0, the greatest and least
    /// magnitude for p = ±inf.
    ///
    /// Torch: `aten::linalg_vector_norm`.
    ///
    /// @throws IllegalArgumentException for integers and bools, and for an infinite p of nothing
    public static Tensor norm(Tensor x, double p, int @Nullable [] dims, boolean keepdim) {
        if (!x.dtype().isFloating()) {
            throw new IllegalArgumentException(
                    "linalg.vector_norm: Expected a floating point or complex tensor as "
                            + "input. Got "
                            + x.dtype().scalarName());
        }
        Target t = new Target(x, dims, keepdim);
        if (t.count() == 0 && (p < 0 || p == Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "linalg.vector_norm cannot compute the "
                            + (p < 0 ? "" + p : "inf")
                            + " norm on an empty tensor because the operation does not have an"
                            + " identity");
        }
        return t.doubles(t.norms(p), x.dtype());
    }

    /// `log(sum exp x)` without overflow: shifted by the greatest element. Integers give the
    /// default type.
    ///
    /// Torch: `aten::logsumexp`.
    public static Tensor logsumexp(Tensor x, int @Nullable [] dims, boolean keepdim) {
        Target t = new Target(x, dims, keepdim);
        double[] shift = t.fold(new CommonFolds.Max(t.array, t.type, t.results()));
        shift = Arrays.copyOf(shift, t.outputs());
        for (int i = 0; i < shift.length; i++) {
            shift[i] = Double.isInfinite(shift[i]) ? 0 : shift[i];
        }
        double[] sums = t.exps(shift);
        for (int i = 0; i < shift.length; i++) {
            sums[i] = Math.log(sums[i]) + shift[i];
        }
        return t.doubles(sums, x.dtype().isFloating() ? x.dtype() : DType.defaultType());
    }

    /// Whether a plan would cost more than the work, and find one block of neighbours.
    private static boolean isOneBlock(Tensor x) {
        return x.numel() <= Fold.BLOCK
                && x.isContiguous()
                && (x.dtype() == DType.FLOAT32 || x.dtype() == DType.FLOAT64);
    }

    private static double blockSum(Tensor x) {
        return x.dtype() == DType.FLOAT32
                ? Chosen.Folds.FLOATS.sum(Raw.floats(x), Raw.offset(x), x.numel())
                : Chosen.Folds.DOUBLES.sum(Raw.doubles(x), Raw.offset(x), x.numel());
    }

    private static Tensor scalar(double value, DType type) {
        Object array = type == DType.FLOAT32 ? new float[] {(float) value} : new double[] {value};
        return new Tensor(new Storage(array), Layout.SCALAR, type);
    }

    private static void checkNotEmpty(String op, Tensor x) {
        if (x.numel() == 0) {
            throw new IllegalArgumentException(
                    op
                            + "(): Expected reduction dim to be specified for input.numel() == 0. "
                            + "Specify the reduction dim with the 'dim' argument.");
        }
    }

    /// One tensor with the dimensions to fold, and where the results go.
    private static final class Target {
        final Object array;
        final DType type;
        private final FoldPlan plan;
        private final int[] shape;

        Target(Tensor x, int @Nullable [] dims, boolean keepdim) {
            Layout layout = Raw.layout(x);
            boolean[] folded = new boolean[layout.dim()];
            if (dims == null || dims.length == 0 || layout.dim() == 0) {
                Arrays.fill(folded, true);
            } else {
                for (int d : dims) {
                    folded[d] = true;
                }
            }
            array = Raw.storage(x).array();
            type = x.dtype();
            plan = new FoldPlan(layout, folded, true);
            shape = resultShape(layout.shape(), folded, keepdim);
        }

        private static int[] resultShape(int[] shape, boolean[] folded, boolean keepdim) {
            int[] result = new int[shape.length];
            int n = 0;
            for (int d = 0; d < shape.length; d++) {
                if (!folded[d]) {
                    result[n++] = shape[d];
                } else if (keepdim) {
                    result[n++] = 1;
                }
            }
            return Arrays.copyOf(result, n);
        }

        void checkNotEmpty(String op, Tensor x, int @Nullable [] dims) {
            if (x.numel() != 0) {
                return;
            }
            if (dims == null || dims.length == 0) {
                Reduce.checkNotEmpty(op, x);
                return;
            }
            for (int d : dims) {
                if (Raw.shape(x)[d] == 0) {
                    throw new IndexOutOfBoundsException(
                            op + "(): Expected reduction dim " + d + " to have non-zero size.");
                }
            }
        }

        int outputs() {
            return plan.outputs();
        }

        int count() {
            return plan.count();
        }

        /// The length of the array of running results.
        int results() {
            return plan.outputs() * plan.parts();
        }

        double[] fold(ScalarFold fold) {
            plan.run(fold);
            return fold.acc;
        }

        double[] fold(DoubleFold fold) {
            plan.run(fold);
            return fold.acc;
        }

        long[] fold(LongFold fold) {
            plan.run(fold);
            return fold.acc;
        }

        double[] exps(double[] shift) {
            ExpFold fold = new ExpFold(array, type, results(), shift);
            plan.run(fold);
            return fold.acc;
        }

        double[] sums() {
            return fold(new CommonFolds.Sum(array, type, results()));
        }

        double[] counts() {
            return fold(new ScalarFold.Nonzero(array, type, results()));
        }

        double[] divide(double[] values, double by) {
            for (int i = 0; i < outputs(); i++) {
                values[i] /= by;
            }
            return values;
        }

        double[] variances(double correction) {
            if (!type.isFloating()) {
                throw new IllegalArgumentException(
                        "std and var only support floating point and complex dtypes");
            }
            double[] center = divide(sums(), count());
            double[] squares = fold(new CommonFolds.Squares(array, type, results(), center));
            return divide(squares, Math.max(0, count() - correction));
        }

        double[] norms(double p) {
            int n = results();
            if (p == 0) {
                return counts();
            } else if (p == 1) {
                return fold(new CommonFolds.Magnitudes(array, type, n));
            } else if (p == Double.POSITIVE_INFINITY) {
                return fold(new ScalarFold.GreatestMagnitude(array, type, n));
            } else if (p == Double.NEGATIVE_INFINITY) {
                return fold(new ScalarFold.LeastMagnitude(array, type, n));
            }
            double[] sums;
            if (p == 2) {
                sums = fold(new CommonFolds.Squares(array, type, n, new double[outputs()]));
            } else {
                sums = fold(new ScalarFold.Powers(array, type, n, p));
            }
            for (int i = 0; i < outputs(); i++) {
                sums[i] = p == 2 ? Math.sqrt(sums[i]) : Math.pow(sums[i], 1 / p);
            }
            return sums;
        }

        Tensor doubles(double[] values, DType to) {
            Object result = Storage.newArray(to, outputs());
            Elements.fromDoubles(plan.inOrder(values), 0, to, result, 0, outputs());
            return new Tensor(new Storage(result), Layout.contiguous(shape), to);
        }

        Tensor longs(long[] values, DType to) {
            Object result = Storage.newArray(to, outputs());
            Elements.fromLongs(plan.inOrder(values), 0, to, result, 0, outputs());
            return new Tensor(new Storage(result), Layout.contiguous(shape), to);
        }
    }
}
