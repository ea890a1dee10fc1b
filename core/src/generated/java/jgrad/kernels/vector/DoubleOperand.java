// Made of FloatOperand.java by format/Twins.java. Change that, and then run
// mvn -q -pl format verify -Dformat=apply
package jgrad.kernels.vector;

import java.util.Arrays;

/// An operand as the loops of several arguments read it: at `at + (i & mask)`.
///
/// One stretch is read where it lies; a repeated element is read from a vector's length of copies,
/// with a mask of 0; anything else is gathered block by block.

final class DoubleOperand {
    final double[] array;
    final int mask;
    int at;
    private final double[] source;
    private final int offset;
    private final int stride;

    DoubleOperand(double[] source, int offset, int stride, int n) {
        this.source = source;
        this.offset = offset;
        this.stride = stride;
        mask = stride == 0 ? 0 : -1;
        if (stride == 1) {
            array = source;
        } else if (stride == 0) {
            array = new double[DoubleVectorLoops.LANES];
            Arrays.fill(array, n == 0 ? 0 : source[offset]);
        } else {
            array = new double[Math.min(n, DoubleBlocks.SIZE)];
        }
    }

    /// Goes on to the block of `n` elements from `i` on, and gathers it if it has to be.
    void move(int i, int n) {
        if (stride == 1) {
            at = offset + i;
        } else if (stride != 0) {
            DoubleBlocks.gather(source, offset + i * stride, stride, array, n);
        }
    }

    /// The elements of the block of `n` from `from` on, in a vector's length.
    double[] rest(int from, int n) {
        return mask == 0 ? array : DoubleBlocks.padded(array, at + from, n - from);
    }
}
