package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Constants;
import jgrad.engine.Ops;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Norms of matrices and what is measured by them, made of norms of vectors and singular values.
public final class MatrixNorms {
    private MatrixNorms() {}

    public static Tensor vectorNorm(Tensor x, double ord, int @Nullable [] dims, boolean keepdim) {
        return Ops.apply(new VectorNorms.LinalgVectorNorm(ord, dims, keepdim), x);
    }

    /// The singular values, with vectors beside them only where a derivative may want them.
    public static Tensor singularValues(Tensor a) {
        boolean vectors = a.requiresGrad() || Ops.isLifted(a);
        return Ops.apply(new Spectral.LinalgSvd(false, vectors), a)[1];
    }

    public static Tensor eigenvalues(Tensor a, boolean upper) {
        boolean vectors = a.requiresGrad() || Ops.isLifted(a);
        return Ops.apply(new Spectral.LinalgEigh(upper, vectors), a)[0];
    }

    private static int[] pair(Tensor a, int[] dims) {
        if (dims.length != 2) {
            throw new IllegalArgumentException(
                    "linalg.matrix_norm: dim must be a 2-tuple. Got "
                            + (dims.length == 1 ? "" + dims[0] : text(dims)));
        }
        LinalgChecks.matrix("linalg.matrix_norm", "A", a);
        if (!a.dtype().isFloating()) {
            LinalgChecks.floating("linalg.matrix_norm", a);
        }
        int first = Dims.wrap(dims[0], a.dim());
        int second = Dims.wrap(dims[1], a.dim());
        if (first == second) {
            throw new IllegalArgumentException(
                    "linalg.matrix_norm: dims must be different. Got " + text(dims));
        }
        return new int[] {first, second};
    }

    private static String text(int[] dims) {
        return Arrays.toString(dims).replace('[', '(').replace(']', ')');
    }

    /// By number: 2 and -2 are the largest and smallest singular value, 1 and -1 the largest and
    /// smallest column sum of magnitudes, infinities those of rows.
    public static Tensor matrixNorm(Tensor a, double ord, int[] dims, boolean keepdim) {
        int[] pair = pair(a, dims);
        double size = Math.abs(ord);
        if (size != 1 && size != 2 && !Double.isInfinite(size)) {
            String text = ord == Math.rint(ord) ? "" + (long) ord : "" + ord;
            throw new IllegalArgumentException(
                    "linalg.matrix_norm: Order " + text + " not supported.");
        }
        boolean largest = ord > 0;
        if (size == 2) {
            return ofSingularValues(a, pair, keepdim, s -> extreme(s, largest, -1, keepdim));
        }
        int summed = Double.isInfinite(size) ? pair[1] : pair[0];
        int kept = Double.isInfinite(size) ? pair[0] : pair[1];
        Tensor sums = vectorNorm(a, 1, new int[] {summed}, keepdim);
        int dim = kept > summed && !keepdim ? kept - 1 : kept;
        return extreme(sums, largest, dim, keepdim);
    }

    private static Tensor extreme(Tensor t, boolean largest, int dim, boolean keepdim) {
        return Ops.apply(new Extremes.Amax(largest, new int[] {dim}, keepdim), t);
    }

    /// By name: `fro` is the root of the sum of all squares, `nuc` the sum of the singular values.
    public static Tensor matrixNorm(Tensor a, String ord, int[] dims, boolean keepdim) {
        int[] pair = pair(a, dims);
        return switch (ord) {
            case "fro" -> vectorNorm(a, 2, pair, keepdim);
            case "nuc" -> ofSingularValues(a, pair, keepdim, s -> s.sum(new int[] {-1}, keepdim));
            default ->
                    throw new IllegalArgumentException(
                            "linalg.matrix_norm: Order " + ord + " not supported.");
        };
    }

    private interface OfValues {
        Tensor of(Tensor singularValues);
    }

    private static Tensor ofSingularValues(
            Tensor a, int[] pair, boolean keepdim, OfValues function) {
        int rank = a.dim();
        int[] order = new int[rank];
        for (int d = 0, k = 0; d < rank; d++) {
            if (d != pair[0] && d != pair[1]) {
                order[k++] = d;
            }
        }
        order[rank - 2] = pair[0];
        order[rank - 1] = pair[1];
        Tensor result = function.of(singularValues(a.permute(order)));
        if (!keepdim) {
            return result;
        }
        int[] back = new int[rank];
        for (int d = 0; d < rank; d++) {
            back[order[d]] = d;
        }
        return result.unsqueeze(-1).permute(back);
    }

    /// A norm of vectors, or of matrices if `ord` is given and there are two dimensions.
    public static Tensor norm(
            Tensor a, @Nullable Double ord, int @Nullable [] dims, boolean keepdim) {
        checkNorm(a, ord != null, dims);
        if (ord == null) {
            return vectorNorm(a, 2, dims, keepdim);
        }
        return (dims == null ? a.dim() : dims.length) == 2
                ? matrixNorm(a, ord, dims == null ? new int[] {0, 1} : dims, keepdim)
                : vectorNorm(a, ord, dims, keepdim);
    }

    public static Tensor norm(Tensor a, String ord, int @Nullable [] dims, boolean keepdim) {
        if (dims != null && dims.length != 1 && dims.length != 2) {
            checkNorm(a, true, dims);
        }
        return matrixNorm(a, ord, dims == null ? new int[] {0, 1} : dims, keepdim);
    }

    private static void checkNorm(Tensor a, boolean ordered, int @Nullable [] dims) {
        if (dims != null && dims.length != 1 && dims.length != 2) {
            throw new IllegalArgumentException(
                    "linalg.norm: If dim is specified, it must be of length 1 or 2. Got "
                            + Arrays.toString(dims));
        }
        if (dims == null && ordered && a.dim() != 1 && a.dim() != 2) {
            throw new IllegalArgumentException(
                    "linalg.norm: If dim is not specified but ord is, the input must be 1D or 2D."
                            + " Got "
                            + a.dim()
                            + "D.");
        }
    }

    /// `|A| |A^-1|`, by singular values for 2 (or null) and -2.
    public static Tensor cond(Tensor a, @Nullable Double p) {
        if (a.dim() < 2) {
            throw new IllegalArgumentException(
                    "linalg.cond: The input tensor must have at least 2 dimensions.");
        }
        if (p == null || Math.abs(p) == 2) {
            if (a.numel() == 0) {
                return Constants.zeros(Arrays.copyOf(Raw.shape(a), a.dim() - 2), a.dtype());
            }
            Tensor s = singularValues(a);
            int k = s.size(-1);
            Tensor first = s.narrow(-1, 0, 1);
            Tensor last = s.narrow(-1, k - 1, 1);
            return (p != null && p == -2 ? last.div(first) : first.div(last)).squeeze(-1);
        }
        String text = p == Math.rint(p) && !Double.isInfinite(p) ? "" + p.longValue() : "" + p;
        if (Math.abs(p) != 1 && !Double.isInfinite(p)) {
            throw new IllegalArgumentException("linalg.cond got an invalid norm type: " + text);
        }
        return byInverse(a, text, x -> matrixNorm(x, p, new int[] {-2, -1}, false));
    }

    public static Tensor cond(Tensor a, String p) {
        if (!p.equals("fro") && !p.equals("nuc")) {
            throw new IllegalArgumentException("linalg.cond got an invalid norm type: " + p);
        }
        return byInverse(a, p, x -> matrixNorm(x, p, new int[] {-2, -1}, false));
    }

    private static Tensor byInverse(Tensor a, String p, OfValues norm) {
        LinalgChecks.square("linalg.cond(ord=" + p + ")", "A", a);
        if (a.numel() == 0) {
            return Constants.zeros(Arrays.copyOf(Raw.shape(a), a.dim() - 2), a.dtype());
        }
        Tensor[] inverse = Ops.apply(new Solving.LinalgInvEx(false), a);
        Tensor singular = inverse[1].gt(0).unsqueeze(-1).unsqueeze(-1);
        Tensor masked = inverse[0].maskedFill(singular, Double.POSITIVE_INFINITY);
        return norm.of(a).mul(norm.of(masked));
    }

    private static Tensor countAbove(Tensor a, Tensor atol, Tensor rtol, boolean symmetric) {
        int k = Math.min(a.size(-1), a.size(-2));
        if (a.numel() == 0) {
            int[] outer = Arrays.copyOf(Raw.shape(a), a.dim() - 2);
            return Tensors.zeros(outer, DType.INT64);
        }
        Tensor plain = a.detach();
        Tensor s = symmetric ? eigenvalues(plain, false).abs() : singularValues(plain);
        Tensor largest = symmetric ? extreme(s, true, -1, false) : s.select(-1, 0);
        Tensor cutoff = atol.maximum(rtol.mul(largest));
        assert k > 0;
        return s.gt(cutoff.unsqueeze(-1)).sum(-1);
    }

    /// How many singular values (or magnitudes of eigenvalues) exceed `max(atol, rtol * largest)`.
    public static Tensor rank(
            Tensor a, @Nullable Double atol, @Nullable Double rtol, boolean symmetric) {
        requireRanked(a);
        double absolute = atol == null ? 0 : atol;
        double relative = rtol != null ? rtol : Spectral.LinalgPinv.defaultRtol(a, absolute > 0);
        return countAbove(
                a,
                Tensors.full(new int[0], absolute, a.dtype()),
                Tensors.full(new int[0], relative, a.dtype()),
                symmetric);
    }

    public static Tensor rank(
            Tensor a, @Nullable Tensor atol, @Nullable Tensor rtol, boolean symmetric) {
        requireRanked(a);
        Tensor[] both = tolerances(a, atol, rtol);
        return countAbove(a, both[0], both[1], symmetric);
    }

    /// The defaults for tolerances of which at least one is a tensor.
    private static Tensor[] tolerances(Tensor a, @Nullable Tensor atol, @Nullable Tensor rtol) {
        Tensor absolute = atol == null ? Tensors.zeros(new int[0], a.dtype()) : atol;
        Tensor relative = rtol;
        if (relative == null) {
            double plain = Spectral.LinalgPinv.defaultRtol(a, false);
            relative = Tensors.where(absolute.gt(0), 0, Tensors.fullLike(absolute, plain));
        }
        return new Tensor[] {absolute, relative};
    }

    public static Tensor pinv(
            Tensor a, @Nullable Double atol, @Nullable Double rtol, boolean symmetric) {
        return Ops.apply(Spectral.LinalgPinv.of(a, atol, rtol, symmetric), new Tensor[] {a});
    }

    public static Tensor pinv(
            Tensor a, @Nullable Tensor atol, @Nullable Tensor rtol, boolean symmetric) {
        Tensor[] both = tolerances(a, atol, rtol);
        return Ops.apply(Spectral.LinalgPinv.of(a, null, null, symmetric), a, both[0], both[1]);
    }

    public static void requireSquare(String name, Tensor a) {
        LinalgChecks.floating(name, a);
        LinalgChecks.square(name, "A", a);
    }

    private static void requireRanked(Tensor a) {
        LinalgChecks.matrix("torch.linalg.matrix_rank", "input", a);
        if (!a.dtype().isFloating() || a.dtype().itemSize() < 4) {
            throw new IllegalArgumentException(
                    "This function doesn't handle types other than float and double");
        }
    }
}
