// Made of FloatBlocks.java by format/Twins.java. Change that, and then run
// mvn -q -pl format verify -Dformat=apply
package jgrad.kernels.vector;

/// Stretches that stand in for strided operands.
final class DoubleBlocks {
    /// Elements of a block: four blocks stay in the first-level cache.
    static final int SIZE = 1024;

    private DoubleBlocks() {}

    static void gather(double[] x, int at, int stride, double[] block, int n) {
        if (stride == 1) {
            System.arraycopy(x, at, block, 0, n);
        } else {
            for (int i = 0; i < n; i++) {
                block[i] = x[at + i * stride];
            }
        }
    }

    static void scatter(double[] block, double[] y, int at, int stride, int n) {
        if (stride == 1) {
            System.arraycopy(block, 0, y, at, n);
        } else {
            for (int i = 0; i < n; i++) {
                y[at + i * stride] = block[i];
            }
        }
    }

    /// A vector's length of elements that begins with the `n` at `at`.
    static double[] padded(double[] x, int at, int n) {
        double[] padded = new double[DoubleVectorLoops.LANES];
        System.arraycopy(x, at, padded, 0, n);
        return padded;
    }
}
