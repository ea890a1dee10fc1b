package jgrad.kernels.resample;

import java.util.Arrays;

/// Rows of several elements go by vectors, which the compiler makes.
final class FloatTaps implements TapLoops<float[]> {
    @Override
    public float[] block(int n) {
        return new float[n];
    }

    @Override
    public float[] weights(Taps taps) {
        float[] weights = new float[taps.weight().length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) taps.weight()[i];
        }
        return weights;
    }

    @Override
    public void apply(
            Taps taps,
            float[] weights,
            float[] x,
            int at,
            int outer,
            int inner,
            float[] y,
            int to) {
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

    private static void line(Taps taps, float[] weights, float[] x, int from, float[] y, int to) {
        int[] first = taps.first();
        int[] index = taps.index();
        for (int i = 0; i < first.length - 1; i++) {
            int t = first[i];
            int end = first[i + 1];
            float sum = t == end ? 0 : weights[t] * x[from + index[t]];
            for (t++; t < end; t++) {
                sum += weights[t] * x[from + index[t]];
            }
            y[to + i] = sum;
        }
    }

    private static void scaled(float weight, float[] x, int from, int n, float[] y, int to) {
        if (weight == 1) {
            System.arraycopy(x, from, y, to, n);
            return;
        }
        for (int j = 0; j < n; j++) {
            y[to + j] = weight * x[from + j];
        }
    }

    private static void add(float weight, float[] x, int from, int n, float[] y, int to) {
        for (int j = 0; j < n; j++) {
            y[to + j] += weight * x[from + j];
        }
    }

    @Override
    public void read(
            float[] x,
            int at,
            int channels,
            int plane,
            GridPoint point,
            float[] y,
            int to,
            int step) {
        for (int c = 0; c < channels; c++) {
            float sum = 0;
            for (int k = 0; k < point.count; k++) {
                float weight = (float) point.weights[k];
                sum += weight * x[at + c * plane + point.at[k]];
            }
            y[to + c * step] = sum;
        }
    }

    @Override
    public void readBackward(
            float[] g,
            int gAt,
            int step,
            float[] x,
            int at,
            int channels,
            int plane,
            GridPoint point,
            float[] dx,
            int to,
            double[] moved) {
        Arrays.fill(moved, 0);
        for (int c = 0; c < channels; c++) {
            float part = g[gAt + c * step];
            for (int k = 0; k < point.count; k++) {
                int element = c * plane + point.at[k];
                float weight = (float) point.weights[k];
                dx[to + element] += weight * part;
                float value = x[at + element] * part;
                for (int d = 0; d < moved.length; d++) {
                    moved[d] += point.slopes[d][k] * value;
                }
            }
        }
    }
}
