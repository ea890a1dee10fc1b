package jgrad.kernels.vector;

/// Stretches that stand in for strided operands.
final class FloatBlocks {
    /// Elements of a block: four blocks stay in the first-level cache.
    static final int SIZE = 1024;

    private FloatBlocks() {}

    static void gather(float[] x, int at, int stride, float[] block, int n) {
        if (stride == 1) {
            System.arraycopy(x, at, block, 0, n);
        } else {
            for (int i = 0; i < n; i++) {
                block[i] = x[at + i * stride];
            }
        }
    }

    static void scatter(float[] block, float[] y, int at, int stride, int n) {
        if (stride == 1) {
            System.arraycopy(block, 0, y, at, n);
        } else {
            for (int i = 0; i < n; i++) {
                y[at + i * stride] = block[i];
            }
        }
    }

    /// A vector's length of elements that begins with the `n` at `at`.
    static float[] padded(float[] x, int at, int n) {
        float[] padded = new float[FloatVectorLoops.LANES];
        System.arraycopy(x, at, padded, 0, n);
        return padded;
    }
}
