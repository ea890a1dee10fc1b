package jgrad.kernels.vector;

/// A result as the loops of several arguments write it: in place if it is one stretch, else by way
/// of a block.
final class FloatResult {
    final float[] array;
    private final float[] target;
    private final int offset;
    private final int stride;

    FloatResult(float[] target, int offset, int stride, int n) {
        this.target = target;
        this.offset = offset;
        this.stride = stride;
        array = stride == 1 ? target : new float[Math.min(n, FloatBlocks.SIZE)];
    }

    /// Where in the array the block from `i` on starts.
    int at(int i) {
        return stride == 1 ? offset + i : 0;
    }

    /// Delivers the block of `n` elements from `i` on.
    void put(int i, int n) {
        if (stride != 1) {
            FloatBlocks.scatter(array, target, offset + i * stride, stride, n);
        }
    }
}
