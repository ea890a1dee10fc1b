// Made of FloatChannels.java by format/Twins.java. Change that, and then run
// mvn -q -pl format verify -Dformat=apply
package jgrad.kernels.rows;

/// Loops that the compiler turns into vectors, but for the sum.
final class DoubleChannels implements ChannelLoops<double[]> {
    @Override
    public void affine(double[] x, int at, int n, double scale, double shift, double[] y, int to) {
        double by = scale;
        double plus = shift;
        for (int i = 0; i < n; i++) {
            y[to + i] = x[at + i] * by + plus;
        }
    }

    @Override
    public double dot(double[] g, int gAt, double[] x, int at, int n, double center) {
        double a = 0; // four sums, since each has to wait for itself
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i <= n - 4; i += 4) {
            a += g[gAt + i] * (x[at + i] - center);
            b += g[gAt + i + 1] * (x[at + i + 1] - center);
            c += g[gAt + i + 2] * (x[at + i + 2] - center);
            d += g[gAt + i + 3] * (x[at + i + 3] - center);
        }
        for (; i < n; i++) {
            a += g[gAt + i] * (x[at + i] - center);
        }
        return (a + b) + (c + d);
    }

    @Override
    public void combine(
            double[] g,
            int gAt,
            double[] x,
            int at,
            int n,
            double a,
            double b,
            double c,
            double[] y,
            int to) {
        double ofG = a;
        double ofX = b;
        double plus = c;
        for (int i = 0; i < n; i++) {
            y[to + i] = g[gAt + i] * ofG + (x[at + i] * ofX + plus);
        }
    }
}
