// Made of FloatResult.java by format/Twins.java. Change that, and then run
// mvn -q -pl format verify -Dformat=apply
package jgrad.kernels.vector;

/// A result as the loops of several arguments write it: in place if it is one stretch, else by way
/// of a block.
final class DoubleResult {
    final double[] array;
    private final double[] target;
    private final int offset;
    private final int stride;

    DoubleResult(double[] target, int offset, int stride, int n) {
        this.target = target;
        this.offset = offset;
        this.stride = stride;
        array = stride == 1 ? target : new double[Math.min(n, DoubleBlocks.SIZE)];
    }

    /// Where in the array the block from `i` on starts.
    int at(int i) {
        return stride == 1 ? offset + i : 0;
    }

    /// Delivers the block of `n` elements from `i` on.
    void put(int i, int n) {
        if (stride != 1) {
            DoubleBlocks.scatter(array, target, offset + i * stride, stride, n);
        }
    }
}
