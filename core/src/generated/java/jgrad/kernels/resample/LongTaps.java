// Made of FloatTaps.java by format/Twins.java. Change that, and then run
// mvn -q -pl format verify -Dformat=apply
package jgrad.kernels.resample;

import java.util.Arrays;

/// Rows of several elements go by vectors, which the compiler makes.
final class LongTaps implements TapLoops<long[]> {
    @Override
    public long[] block(int n) {
        return new long[n];
    }

    @Override
    public long[] weights(Taps taps) {
        long[] weights = new long[taps.weight().length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (long) taps.weight()[i];
        }
        return weights;
    }

    @Override
    public void apply(
            Taps taps, long[] weights, long[] x, int at, int outer, int inner, long[] y, int to) {
        int n = taps.to();
        for (int o = 0; o < outer; o++) {
            int from = at + o * taps.from() * inner;
            int result = to + o * n * inner;
            if (inner == 1) {
                line(taps, weights, x, from, y, result);
                continue;
            }
            for (int i = 0; i < n; i++) {
                int t = taps.first()[i];
                int end = taps.first()[i + 1];
                int row = result + i * inner;
                if (t == end) {
                    Arrays.fill(y, row, row + inner, 0);
                } else {
                    scaled(weights[t], x, from + taps.index()[t] * inner, inner, y, row);
                    for (t++; t < end; t++) {
                        add(weights[t], x, from + taps.index()[t] * inner, inner, y, row);
                    }
                }
            }
        }
    }

    private static void line(Taps taps, long[] weights, long[] x, int from, long[] y, int to) {
        int[] first = taps.first();
        int[] index = taps.index();
        for (int i = 0; i < first.length - 1; i++) {
            int t = first[i];
            int end = first[i + 1];
            long sum = t == end ? 0 : weights[t] * x[from + index[t]];
            for (t++; t < end; t++) {
                sum += weights[t] * x[from + index[t]];
            }
            y[to + i] = sum;
        }
    }

    private static void scaled(long weight, long[] x, int from, int n, long[] y, int to) {
        if (weight == 1) {
            System.arraycopy(x, from, y, to, n);
            return;
        }
        for (int j = 0; j < n; j++) {
            y[to + j] = weight * x[from + j];
        }
    }

    private static void add(long weight, long[] x, int from, int n, long[] y, int to) {
        for (int j = 0; j < n; j++) {
            y[to + j] += weight * x[from + j];
        }
    }

    @Override
    public void read(
            long[] x,
            int at,
            int channels,
            int plane,
            GridPoint point,
            long[] y,
            int to,
            int step) {
        for (int c = 0; c < channels; c++) {
            long sum = 0;
            for (int k = 0; k < point.count; k++) {
                long weight = (long) point.weights[k];
                sum += weight * x[at + c * plane + point.at[k]];
            }
            y[to + c * step] = sum;
        }
    }

    @Override
    public void readBackward(
            long[] g,
            int gAt,
            int step,
            long[] x,
            int at,
            int channels,
            int plane,
            GridPoint point,
            long[] dx,
            int to,
            double[] moved) {
        Arrays.fill(moved, 0);
        for (int c = 0; c < channels; c++) {
            long part = g[gAt + c * step];
            for (int k = 0; k < point.count; k++) {
                int element = c * plane + point.at[k];
                long weight = (long) point.weights[k];
                dx[to + element] += weight * part;
                long value = x[at + element] * part;
                for (int d = 0; d < moved.length; d++) {
                    moved[d] += point.slopes[d][k] * value;
                }
            }
        }
    }
}
