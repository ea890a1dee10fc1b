package jgrad.kernels.resample;

/// The [Taps] that bring a dimension from one size to another.
///
/// A scale is how many results an element becomes; 0 stands for the quotient of the sizes.
public final class Interpolation {
    private Interpolation() {}

    /// The element at or before each place.
    ///
    /// Torch: `aten::upsample_nearest1d`, whose coordinates are floats whatever the elements.
    public static Taps nearest(int from, int to, double scale) {
        float step = scale > 0 ? (float) (1 / scale) : (float) from / to;
        return Taps.picks(from, to, i -> from == to ? i : Math.min((int) (i * step), from - 1));
    }

    /// The element whose middle is closest.
    ///
    /// Torch: `aten::_upsample_nearest_exact1d`.
    public static Taps nearestExact(int from, int to, double scale) {
        float step = scale > 0 ? (float) (1 / scale) : (float) from / to;
        return Taps.picks(from, to, i -> Math.min((int) ((i + 0.5f) * step), from - 1));
    }

    /// Along the line between two neighbours. With `alignCorners` the first and the last elements
    /// stay where they are; without, elements are intervals.
    public static Taps linear(int from, int to, boolean alignCorners, double scale) {
        double step = step(from, to, alignCorners, scale);
        int[] first = new int[to + 1];
        int[] index = new int[2 * to];
        double[] weight = new double[2 * to];
        for (int i = 0; i < to; i++) {
            double at = from == to ? i : Math.max(0, source(i, step, alignCorners));
            int left = Math.min((int) at, from - 1);
            double share = Math.clamp(at - left, 0, 1);
            first[i + 1] = 2 * i + 2;
            index[2 * i] = left;
            index[2 * i + 1] = Math.min(left + 1, from - 1);
            weight[2 * i] = 1 - share;
            weight[2 * i + 1] = share;
        }
        return new Taps(from, first, index, weight);
    }

    /// By the cubic convolution of four neighbours, with `a = -0.75`; beyond an end, the element at
    /// it.
    public static Taps cubic(int from, int to, boolean alignCorners, double scale) {
        double step = step(from, to, alignCorners, scale);
        int[] first = new int[to + 1];
        int[] index = new int[4 * to];
        double[] weight = new double[4 * to];
        for (int i = 0; i < to; i++) {
            double at = source(i, step, alignCorners);
            int left = (int) Math.floor(at);
            first[i + 1] = 4 * i + 4;
            for (int t = 0; t < 4; t++) {
                index[4 * i + t] = Math.clamp(left - 1 + t, 0, from - 1);
                weight[4 * i + t] = Cubic.weight(at - (left - 1 + t), Cubic.USUAL);
            }
        }
        return new Taps(from, first, index, weight);
    }

    /// By a triangle, or a cubic with `a = -0.5`, that is stretched over all elements that become
    /// one.
    ///
    /// Torch: `aten::_upsample_bilinear2d_aa`, `aten::_upsample_bicubic2d_aa`.
    public static Taps antialiased(
            int from, int to, boolean cubic, boolean alignCorners, double scale) {
        double step = step(from, to, alignCorners, scale);
        double half = (cubic ? 2 : 1) * Math.max(step, 1);
        double squeeze = step >= 1 ? 1 / step : 1;
        int most = (int) Math.ceil(half) * 2 + 1;
        int[] first = new int[to + 1];
        int[] index = new int[most * to];
        double[] weight = new double[most * to];
        int t = 0;
        for (int i = 0; i < to; i++) {
            double centre = step * (i + 0.5);
            int begin = Math.max((int) (centre - half + 0.5), 0);
            int end = Math.min((int) (centre + half + 0.5), from);
            double total = 0;
            for (int j = begin; j < end; j++, t++) {
                double x = (j - centre + 0.5) * squeeze;
                index[t] = j;
                weight[t] = cubic ? Cubic.weight(x, Cubic.SOFT) : Math.max(0, 1 - Math.abs(x));
                total += weight[t];
            }
            for (int u = first[i]; u < t && total != 0; u++) {
                weight[u] /= total;
            }
            first[i + 1] = t;
        }
        return new Taps(
                from, first, java.util.Arrays.copyOf(index, t), java.util.Arrays.copyOf(weight, t));
    }

    private static double step(int from, int to, boolean alignCorners, double scale) {
        if (alignCorners) {
            return to > 1 ? (from - 1.0) / (to - 1) : 0;
        }
        return scale > 0 ? 1 / scale : (double) from / to;
    }

    private static double source(int i, double step, boolean alignCorners) {
        return alignCorners ? i * step : (i + 0.5) * step - 0.5;
    }
}
