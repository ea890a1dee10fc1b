package jgrad.kernels.walk;

import jgrad.DType;
import jgrad.kernels.loops.Block;
import jgrad.kernels.scalar.Copies;
import jgrad.kernels.threads.Parallel;
import jgrad.storage.Layout;

/// The shortest nest of loops that visits the same index of two layouts.
///
/// The order of a copy is free, so dimensions are sorted by the destination's strides, neighbours
/// that both layouts run through evenly are merged, and the two innermost are left to [Blocks].
final class CopyPlan {
    private final int[] sizes;
    private final int[] srcStrides;
    private final int[] dstStrides;
    private final int srcOffset;
    private final int dstOffset;
    private int dims;

    CopyPlan(Layout src, Layout dst) {
        int[] shape = src.shape();
        sizes = new int[shape.length];
        srcStrides = new int[shape.length];
        dstStrides = new int[shape.length];
        srcOffset = src.offset();
        dstOffset = dst.offset();
        for (int d = 0; d < shape.length; d++) {
            if (shape[d] != 1) {
                insert(shape[d], src.strides()[d], dst.strides()[d]);
            }
        }
        merge();
    }

    private void insert(int size, int srcStride, int dstStride) {
        int at = dims++;
        while (at > 0
                && (dstStrides[at - 1] < dstStride
                        || dstStrides[at - 1] == dstStride && srcStrides[at - 1] < srcStride)) {
            put(at, sizes[at - 1], srcStrides[at - 1], dstStrides[at - 1]);
            at--;
        }
        put(at, size, srcStride, dstStride);
    }

    private void put(int d, int size, int srcStride, int dstStride) {
        sizes[d] = size;
        srcStrides[d] = srcStride;
        dstStrides[d] = dstStride;
    }

    private void merge() {
        int last = 0;
        for (int d = 1; d < dims; d++) {
            if (srcStrides[last] == srcStrides[d] * sizes[d]
                    && dstStrides[last] == dstStrides[d] * sizes[d]) {
                put(last, sizes[last] * sizes[d], srcStrides[d], dstStrides[d]);
            } else {
                last++;
                put(last, sizes[d], srcStrides[d], dstStrides[d]);
            }
        }
        dims = Math.min(dims, last + 1);
    }

    /// Whether both layouts turned out to be one stretch, walked in the same order.
    boolean isRun() {
        return dims == 0 || dims == 1 && srcStrides[0] == 1 && dstStrides[0] == 1;
    }

    /// Copies between arrays of one element type.
    void copy(DType type, Object src, Object dst) {
        Block block = chooseBlock();
        int blockSize = block.rows() * block.cols();
        int blocks = 1;
        for (int d = 0; d < dims; d++) {
            blocks *= sizes[d];
        }
        if (blocks > 1) {
            int grain = Math.max(1, Cast.GRAIN / blockSize);
            Parallel.forRange(blocks, grain, (from, to) -> blocks(type, src, dst, block, from, to));
        } else if (blockSize > Cast.GRAIN) {
            int grain = Math.max(1, Cast.GRAIN / block.cols() / Block.TILE) * Block.TILE;
            Parallel.forRange(
                    block.rows(),
                    grain,
                    (from, to) -> {
                        int srcAt = srcOffset + from * block.srcRow();
                        int dstAt = dstOffset + from * block.dstRow();
                        Copies.run(type, src, srcAt, dst, dstAt, block.withRows(to - from));
                    });
        } else {
            Copies.run(type, src, srcOffset, dst, dstOffset, block);
        }
    }

    private void blocks(DType type, Object src, Object dst, Block block, int from, int to) {
        int[] index = new int[dims];
        int srcAt = srcOffset;
        int dstAt = dstOffset;
        int rest = from;
        for (int d = dims - 1; d >= 0; d--) {
            index[d] = rest % sizes[d];
            rest /= sizes[d];
            srcAt += index[d] * srcStrides[d];
            dstAt += index[d] * dstStrides[d];
        }
        for (int i = from; i < to; i++) {
            Copies.run(type, src, srcAt, dst, dstAt, block);
            for (int d = dims - 1; d >= 0; d--) {
                srcAt += srcStrides[d];
                dstAt += dstStrides[d];
                if (++index[d] < sizes[d]) {
                    break;
                }
                index[d] = 0;
                srcAt -= srcStrides[d] * sizes[d];
                dstAt -= dstStrides[d] * sizes[d];
            }
        }
    }

    /// Takes two dimensions out of the nest: columns along the destination; rows along the source
    /// if columns are not.
    private Block chooseBlock() {
        int col = dims - 1;
        int row = col - 1;
        if (srcStrides[col] > 1) {
            for (int d = 0; d < col; d++) {
                if (srcStrides[d] == 1) {
                    row = d;
                }
            }
        }
        Block block =
                row < 0
                        ? new Block(1, sizes[col], 0, srcStrides[col], 0, dstStrides[col])
                        : new Block(
                                sizes[row],
                                sizes[col],
                                srcStrides[row],
                                srcStrides[col],
                                dstStrides[row],
                                dstStrides[col]);
        remove(col);
        if (row >= 0) {
            remove(row);
        }
        return block;
    }

    private void remove(int at) {
        dims--;
        for (int d = at; d < dims; d++) {
            put(d, sizes[d + 1], srcStrides[d + 1], dstStrides[d + 1]);
        }
    }
}
