package jgrad.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import jgrad.DType;
import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/// Whether a tensor is the recorded one: shape, element type and integers exactly, floating-point
/// elements within the tolerance that the recordings ask for.
///
/// @param relative of float64; that of the other types follows from the type alone
/// @param nan whether NaN is right too, where PyTorch's own kernels disagree
record Closeness(double relative, boolean nan) {
    private static final Set<String> LONG_WAYS =
            Set.of(
                    "cholesky",
                    "cholesky_inverse",
                    "cholesky_solve",
                    "geqrf",
                    "inverse",
                    "logdet",
                    "lu",
                    "lu_solve",
                    "lu_unpack",
                    "matrix_exp",
                    "ormqr",
                    "pinverse",
                    "qr",
                    "svd",
                    "triangular_solve",
                    "digamma",
                    "erfinv",
                    "i0",
                    "igamma",
                    "igammac",
                    "lgamma",
                    "mvlgamma",
                    "polygamma");

    /// Linear algebra and special functions come by longer ways, and get more room.
    static Closeness of(String operation, JsonNode line) {
        boolean far =
                operation.startsWith("linalg.")
                        || operation.startsWith("special.")
                        || LONG_WAYS.contains(operation);
        boolean nan = line.path("kernel_dependent").asText().contains("NaN");
        return new Closeness(far ? 1e-6 : 1e-7, nan);
    }

    /// What differs, or null.
    @Nullable String difference(@Nullable Tensor actual, Tensor expected) {
        if (actual == null) {
            return "is null, expected " + text(expected);
        }
        if (!actual.shape().equals(expected.shape())) {
            return "has shape " + actual.shape() + ", expected " + expected.shape();
        }
        if (actual.dtype() != expected.dtype()) {
            return "is " + actual.dtype() + ", expected " + expected.dtype();
        }
        return elements(actual, expected, true);
    }

    /// As [#difference], for gradients: null means zeros, and the sign of a zero, which depends on
    /// the order of additions, does not matter.
    @Nullable String gradientDifference(@Nullable Tensor actual, @Nullable JsonNode recorded) {
        Tensor expected = RecordedTensor.orNull(recorded);
        if (expected == null) {
            return actual == null || allZero(actual)
                    ? null
                    : "is " + text(actual) + ", expected none";
        }
        if (actual == null) {
            return allZero(expected) ? null : "is null, expected " + text(expected);
        }
        if (!actual.shape().equals(expected.shape())) {
            return "has shape " + actual.shape() + ", expected " + expected.shape();
        }
        if (actual.dtype() != expected.dtype()) {
            return "is " + actual.dtype() + ", expected " + expected.dtype();
        }
        return elements(actual, expected, false);
    }

    private @Nullable String elements(Tensor actual, Tensor expected, boolean signedZeros) {
        if (!actual.dtype().isFloating()) {
            long[] a = actual.toLongArray();
            long[] e = expected.toLongArray();
            int i = Arrays.mismatch(a, e);
            return i < 0 ? null : at(i, a[i], e[i]);
        }
        double[] a = actual.toDoubleArray();
        double[] e = expected.toDoubleArray();
        double relativeHere = relative(actual.dtype());
        double absolute = actual.dtype() == DType.FLOAT64 ? 1e-9 : relativeHere;
        for (int i = 0; i < a.length; i++) {
            if (!close(a[i], e[i], absolute, relativeHere, signedZeros)
                    && !(nan && Double.isNaN(a[i]))) {
                return at(i, a[i], e[i]);
            }
        }
        return null;
    }

    private double relative(DType type) {
        return switch (type) {
            case FLOAT64 -> relative;
            case FLOAT16 -> 2e-3;
            case BFLOAT16 -> 1.6e-2;
            default -> 1e-5;
        };
    }

    boolean close(double a, double e) {
        return close(a, e, 1e-9, relative, true);
    }

    private static boolean close(
            double a, double e, double absolute, double relative, boolean signedZeros) {
        if (Double.isNaN(e) || Double.isNaN(a)) {
            return Double.isNaN(e) && Double.isNaN(a);
        }
        if (a == e) {
            return a != 0 || !signedZeros || 1 / a == 1 / e;
        }
        return Math.abs(a - e) <= absolute + relative * Math.abs(e);
    }

    private static String at(int i, Object actual, Object expected) {
        return String.format(
                Locale.ROOT, "differs at element %d: %s, expected %s", i, actual, expected);
    }

    private static boolean allZero(Tensor t) {
        for (double v : t.toDoubleArray()) {
            if (v != 0) {
                return false;
            }
        }
        return true;
    }

    private static String text(Tensor t) {
        String text = t.toString().replaceAll("\\s+", " ");
        return text.length() > 120 ? text.substring(0, 120) + "..." : text;
    }
}
