package jgrad;

import java.util.Arrays;

/// Drawing columns by weight.
///
/// With replacement by looking up a uniform number among the cumulative weights; without, by the
/// largest quotients of weights and exponential numbers (the exponential race), as PyTorch does,
/// which takes that for a single sample too.
final class Multinomial {
    private Multinomial() {}

    static Tensor sample(Sampling from, Tensor weights, int count, boolean replacement) {
        int dim = weights.dim();
        if (dim != 1 && dim != 2) {
            throw new IllegalArgumentException(
                    "prob_dist must be 1 or 2 dim, but has shape " + weights.shape());
        }
        if (!weights.dtype().isFloating()) {
            throw new IllegalArgumentException(
                    "multinomial only supports floating-point dtypes for input, got: "
                            + weights.dtype());
        }
        int n = weights.size(-1);
        if (count <= 0) {
            throw new IllegalArgumentException("cannot sample n_sample <= 0 samples");
        }
        if (!replacement && count > n) {
            throw new IllegalArgumentException(
                    "cannot sample n_sample > prob_dist.size(-1) samples without replacement: "
                            + count
                            + " of "
                            + n);
        }
        double[] w = weights.detach().toDoubleArray();
        int rows = n == 0 ? 0 : w.length / n;
        check(w, rows, n);
        boolean single = weights.dtype() != DType.FLOAT64;
        var out = new long[rows * count];
        synchronized (from) {
            if (replacement && count > 1) {
                for (int r = 0; r < rows; r++) {
                    double[] sums = cumulative(w, r * n, n, single);
                    for (int k = 0; k < count; k++) {
                        out[r * count + k] = lookUp(sums, from.drawDouble());
                    }
                }
            } else {
                race(from, w, rows, n, single, count, out);
            }
        }
        Tensor indices = Tensors.fromArray(out);
        return dim == 1 ? indices : indices.reshape(rows, count);
    }

    private static void check(double[] w, int rows, int n) {
        for (int r = 0; r < rows; r++) {
            double sum = 0;
            for (int i = r * n; i < (r + 1) * n; i++) {
                if (!(w[i] >= 0 && w[i] < Double.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException(
                            "probability tensor contains either `inf`, `nan` or element < 0");
                }
                sum += w[i];
            }
            if (sum == 0) {
                throw new IllegalArgumentException(
                        "invalid multinomial distribution (sum of probabilities <= 0), row " + r);
            }
        }
    }

    private static double rounded(double value, boolean single) {
        return single ? (float) value : value;
    }

    private static double[] cumulative(double[] w, int at, int n, boolean single) {
        var sums = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum = rounded(sum + w[at + i], single);
            sums[i] = sum;
        }
        for (int i = 0; i < n; i++) {
            sums[i] = rounded(sums[i] / sum, single);
        }
        sums[n - 1] = 1;
        return sums;
    }

    /// The first index whose sum is not below `u`.
    private static int lookUp(double[] sums, double u) {
        int low = 0;
        int high = sums.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sums[middle] < u) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static void race(
            Sampling from, double[] w, int rows, int n, boolean single, int count, long[] out) {
        var quotients = new double[w.length];
        for (int i = 0; i < w.length; i++) {
            double time = rounded(-Math.log1p(-from.drawDouble()), single);
            quotients[i] = rounded(w[i] / time, single);
        }
        for (int r = 0; r < rows; r++) {
            int start = r * n;
            Integer[] order = new Integer[n];
            Arrays.setAll(order, i -> i);
            Arrays.sort(
                    order, (a, b) -> Double.compare(quotients[start + b], quotients[start + a]));
            for (int k = 0; k < count; k++) {
                out[r * count + k] = order[k];
            }
        }
    }
}
