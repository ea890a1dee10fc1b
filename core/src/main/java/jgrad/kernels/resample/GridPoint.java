package jgrad.kernels.resample;

/// Where one point of a grid reads an image: elements with their weights, and how the weights
/// change with the point's coordinates.
///
/// Coordinates run from -1 to 1 over the image: from the middle of the first element to that of the
/// last with `alignCorners`, else from edge to edge.
public final class GridPoint {
    /// How an element is chosen or mixed.
    public enum Mode {
        BILINEAR,
        NEAREST,
        BICUBIC
    }

    /// What is read beyond the edge.
    public enum Padding {
        ZEROS,
        BORDER,
        REFLECTION
    }

    private final int[] sizes;
    private final Mode mode;
    private final Padding padding;
    private final boolean alignCorners;
    private final boolean single;

    private final int[][] index;
    private final double[][] weight;
    private final double[][] slope;

    /// How many elements are read, where in the plane they are, their weights, and the weights'
    /// derivatives with respect to each coordinate, in the order of the dimensions.
    int count;

    final int[] at;
    final double[] weights;
    final double[][] slopes;

    /// For an image of these sizes; `single` says that coordinates are rounded to float32.
    GridPoint(int[] sizes, Mode mode, Padding padding, boolean alignCorners, boolean single) {
        this.sizes = sizes;
        this.mode = mode;
        this.padding = padding;
        this.alignCorners = alignCorners;
        this.single = single;
        int taps = mode == Mode.BICUBIC ? 4 : mode == Mode.NEAREST ? 1 : 2;
        int dims = sizes.length;
        this.index = new int[dims][taps];
        this.weight = new double[dims][taps];
        this.slope = new double[dims][taps];
        int most = 1;
        for (int d = 0; d < dims; d++) {
            most *= taps;
        }
        this.at = new int[most];
        this.weights = new double[most];
        this.slopes = new double[dims][most];
    }

    /// Moves to the point whose coordinate along dimension `d` is `x[d]`.
    void move(double[] x) {
        for (int d = 0; d < sizes.length; d++) {
            along(d, x[d]);
        }
        count = 0;
        combine(0, 0, 1, new double[sizes.length]);
    }

    /// All combinations of taps inside the image; `slopesSoFar` are those of the weight so far.
    private void combine(int d, int place, double product, double[] slopesSoFar) {
        if (d == sizes.length) {
            at[count] = place;
            weights[count] = product;
            for (int k = 0; k < sizes.length; k++) {
                slopes[k][count] = slopesSoFar[k];
            }
            count++;
            return;
        }
        for (int t = 0; t < index[d].length; t++) {
            if (index[d][t] >= 0) {
                double[] next = slopesSoFar.clone();
                for (int k = 0; k < d; k++) {
                    next[k] *= weight[d][t];
                }
                next[d] = product * slope[d][t];
                combine(d + 1, place * sizes[d] + index[d][t], product * weight[d][t], next);
            }
        }
    }

    private void along(int d, double x) {
        int size = sizes[d];
        double scale = alignCorners ? (size - 1) / 2.0 : size / 2.0;
        double c = rounded(alignCorners ? (x + 1) / 2 * (size - 1) : ((x + 1) * size - 1) / 2);
        if (mode == Mode.BICUBIC) {
            double left = Math.floor(c);
            for (int t = 0; t < 4; t++) {
                double element = left - 1 + t;
                index[d][t] = inside(padded(element, size), size);
                weight[d][t] = Cubic.weight(c - element, Cubic.USUAL);
                slope[d][t] = Cubic.slope(c - element, Cubic.USUAL) * scale;
            }
            return;
        }
        double turn = turn(c, size);
        double place = padded(c, size);
        if (mode == Mode.NEAREST) {
            index[d][0] = inside(Math.rint(place), size);
            weight[d][0] = 1;
            slope[d][0] = 0;
            return;
        }
        double left = Math.floor(place);
        index[d][0] = inside(left, size);
        index[d][1] = inside(left + 1, size);
        weight[d][0] = left + 1 - place;
        weight[d][1] = place - left;
        slope[d][0] = -scale * turn;
        slope[d][1] = scale * turn;
    }

    private double rounded(double c) {
        return single ? (float) c : c;
    }

    private static int inside(double element, int size) {
        return element >= 0 && element < size ? (int) element : -1;
    }

    /// The coordinate that is read instead of `c`. One that is no number is read as far outside.
    private double padded(double c, int size) {
        if (Double.isNaN(c) || Double.isInfinite(c)) {
            return padding == Padding.ZEROS ? -100 : 0;
        }
        return switch (padding) {
            case ZEROS -> c;
            case BORDER -> Math.clamp(c, 0, size - 1);
            case REFLECTION -> Math.clamp(reflected(c, size), 0, size - 1);
        };
    }

    private double reflected(double c, int size) {
        double low = alignCorners ? 0 : -0.5;
        double span = alignCorners ? size - 1 : size;
        if (span == 0) {
            return 0;
        }
        double away = Math.abs(c - low);
        double extra = away % span;
        return Math.floor(away / span) % 2 == 0 ? extra + low : span - extra + low;
    }

    /// The derivative of [#padded]: 0 where a border is read, -1 in every other reflection.
    private double turn(double c, int size) {
        if (padding == Padding.ZEROS) {
            return 1;
        }
        if (Double.isNaN(c) || Double.isInfinite(c)) {
            return 0;
        }
        if (padding == Padding.BORDER) {
            return c <= 0 || c >= size - 1 ? 0 : 1;
        }
        double low = alignCorners ? 0 : -0.5;
        double span = alignCorners ? size - 1 : size;
        if (span == 0) {
            return 0;
        }
        double away = Math.abs(c - low);
        double sign = c < low ? -1 : 1;
        sign = Math.floor(away / span) % 2 == 0 ? sign : -sign;
        double place = reflected(c, size);
        return place <= 0 || place >= size - 1 ? 0 : sign;
    }
}
