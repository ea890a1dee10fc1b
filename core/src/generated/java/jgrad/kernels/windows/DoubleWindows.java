// Made of FloatWindows.java by format/Twins.java. Change that, and then run
// mvn -q -pl format verify -Dformat=apply
package jgrad.kernels.windows;

import jgrad.kernels.loops.Product;

import java.util.Arrays;

/// Loops that the compiler turns into vectors where neighbours are read.
final class DoubleWindows implements WindowLoops<double[]> {
    @Override
    public double[] borrow(int n) {
        return Blocks.borrowDouble(n);
    }

    @Override
    public void giveBack(double[] block) {
        Blocks.giveBack(block);
    }

    @Override
    public void product(Product p, double[] a, double[] b, boolean add, double[] c) {
        Blocks.product(p, a, b, add, c);
    }

    @Override
    public void fill(double[] to, int toAt, int n, double[] values, int valueAt) {
        Arrays.fill(to, toAt, toAt + n, values[valueAt]);
    }

    @Override
    public void zero(double[] to, int toAt, int n) {
        Arrays.fill(to, toAt, toAt + n, 0);
    }

    @Override
    public void gather(double[] from, int at, int step, double[] to, int toAt, int n) {
        if (step == 1) {
            System.arraycopy(from, at, to, toAt, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            to[toAt + i] = from[at + i * step];
        }
    }

    @Override
    public void scatter(double[] from, int at, double[] to, int toAt, int step, int n) {
        if (step == 1) {
            add(from, at, to, toAt, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            to[toAt + i * step] += from[at + i];
        }
    }

    @Override
    public void add(double[] from, int at, double[] to, int toAt, int n) {
        for (int i = 0; i < n; i++) {
            to[toAt + i] += from[at + i];
        }
    }

    @Override
    public void addScaled(
            double[] w, int wAt, double[] x, int at, int step, double[] y, int yAt, int n) {
        double scale = w[wAt];
        if (step == 1) {
            for (int i = 0; i < n; i++) {
                y[yAt + i] += scale * x[at + i];
            }
            return;
        }
        for (int i = 0; i < n; i++) {
            y[yAt + i] += scale * x[at + i * step];
        }
    }

    @Override
    public void scatterScaled(
            double[] w, int wAt, double[] g, int gAt, double[] x, int at, int step, int n) {
        if (step == 1) {
            addScaled(w, wAt, g, gAt, 1, x, at, n);
            return;
        }
        double scale = w[wAt];
        for (int i = 0; i < n; i++) {
            x[at + i * step] += scale * g[gAt + i];
        }
    }

    @Override
    public void addDot(
            double[] g, int gAt, double[] x, int at, int step, int n, double[] sum, int sumAt) {
        double a = 0; // four sums, since each has to wait for itself
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i <= n - 4; i += 4) {
            int from = at + i * step;
            a += g[gAt + i] * x[from];
            b += g[gAt + i + 1] * x[from + step];
            c += g[gAt + i + 2] * x[from + 2 * step];
            d += g[gAt + i + 3] * x[from + 3 * step];
        }
        for (; i < n; i++) {
            a += g[gAt + i] * x[at + i * step];
        }
        sum[sumAt] += (a + b) + (c + d);
    }

    @Override
    public void divide(double[] to, int toAt, int n, int[] counts, int countAt, int factor) {
        for (int i = 0; i < n; i++) {
            int share = counts[countAt + i] * factor;
            to[toAt + i] /= share;
        }
    }

    @Override
    public void sumRuns(double[] x, int at, int rows, int n, Ranges ranges, double[] to, int toAt) {
        int count = ranges.count();
        for (int r = 0; r < rows; r++) {
            for (int o = 0; o < count; o++) {
                double sum = 0;
                for (int i = ranges.start()[o]; i < ranges.end()[o]; i++) {
                    sum += x[at + r * n + i];
                }
                to[toAt + r * count + o] = sum;
            }
        }
    }

    @Override
    public void spreadRuns(
            double[] g, int at, int rows, int n, Ranges ranges, double[] to, int toAt) {
        int count = ranges.count();
        for (int r = 0; r < rows; r++) {
            for (int o = 0; o < count; o++) {
                double part = g[at + r * count + o];
                for (int i = ranges.start()[o]; i < ranges.end()[o]; i++) {
                    to[toAt + r * n + i] += part;
                }
            }
        }
    }

    @Override
    @SuppressWarnings({"EqualExpression", "IdentityBinaryExpression"}) // holds for NaN
    public void max(
            double[] x,
            int at,
            int width,
            int height,
            Ranges d,
            int z,
            Ranges h,
            int y,
            Ranges w,
            double[] best,
            int to,
            long[] index) {
        for (int o = 0; o < w.count(); o++) {
            int where = (d.start()[z] * height + h.start()[y]) * width + w.start()[o];
            double most = x[at + where];
            for (int i = d.start()[z]; i < d.end()[z]; i += d.step()) {
                for (int j = h.start()[y]; j < h.end()[y]; j += h.step()) {
                    int row = (i * height + j) * width;
                    for (int k = w.start()[o]; k < w.end()[o]; k += w.step()) {
                        double value = x[at + row + k];
                        if (value > most || value != value) {
                            most = value;
                            where = row + k;
                        }
                    }
                }
            }
            best[to + o] = most;
            index[to + o] = where;
        }
    }

    @Override
    public void addAt(
            double[] from, int at, long[] index, int indexAt, int n, double[] to, int toAt) {
        for (int i = 0; i < n; i++) {
            to[toAt + (int) index[indexAt + i]] += from[at + i];
        }
    }

    @Override
    public void setAt(
            double[] from, int at, long[] index, int indexAt, int n, double[] to, int toAt) {
        for (int i = 0; i < n; i++) {
            to[toAt + (int) index[indexAt + i]] = from[at + i];
        }
    }
}
