package jgrad.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.autograd.Autograd;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Locale;

/// Whether a tensor is the recorded one: shape, element type and integers exactly, floating-point
/// elements within the tolerance that the recordings ask for.
final class Closeness {
    private Closeness() {}

    /// What differs, or null.
    static @Nullable String difference(@Nullable Tensor actual, Tensor expected) {
        if (actual == null) {
            return "is null, expected " + text(expected);
        }
        if (!Arrays.equals(Raw.shape(actual), Raw.shape(expected))) {
            return "has shape " + actual.shape() + ", expected " + expected.shape();
        }
        if (actual.dtype() != expected.dtype()) {
            return "is " + actual.dtype() + ", expected " + expected.dtype();
        }
        return elements(actual, expected);
    }

    /// As [#difference], for gradients, where null means zeros and the recording leaves out the
    /// type float64.
    static @Nullable String gradientDifference(
            @Nullable Tensor actual, @Nullable JsonNode recorded) {
        Tensor expected = Recorded.tensor(recorded);
        if (expected == null) {
            return actual == null || allZero(actual)
                    ? null
                    : "is " + text(actual) + ", expected none";
        }
        if (actual == null) {
            return allZero(expected) ? null : "is null, expected " + text(expected);
        }
        return difference(withoutNegativeZeros(actual), withoutNegativeZeros(expected));
    }

    /// The sign of a zero gradient depends on the order of additions.
    private static Tensor withoutNegativeZeros(Tensor t) {
        try (var _ = Autograd.noGrad()) {
            return t.add(0.0);
        }
    }

    private static @Nullable String elements(Tensor actual, Tensor expected) {
        if (!actual.dtype().isFloating()) {
            long[] a = actual.toLongArray();
            long[] e = expected.toLongArray();
            int i = Arrays.mismatch(a, e);
            return i < 0 ? null : at(i, a[i], e[i]);
        }
        double[] a = actual.toDoubleArray();
        double[] e = expected.toDoubleArray();
        boolean wide = actual.dtype() == DType.FLOAT64;
        double absolute = wide ? 1e-9 : 1e-5;
        double relative = wide ? 1e-7 : 1e-5;
        for (int i = 0; i < a.length; i++) {
            if (!close(a[i], e[i], absolute, relative)) {
                return at(i, a[i], e[i]);
            }
        }
        return null;
    }

    private static boolean close(double a, double e, double absolute, double relative) {
        if (Double.isNaN(e) || Double.isNaN(a)) {
            return Double.isNaN(e) && Double.isNaN(a);
        }
        if (a == e) {
            return a != 0 || 1 / a == 1 / e;
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
        String text = t.toString();
        return text.length() > 120 ? text.substring(0, 120) + "..." : text;
    }
}
