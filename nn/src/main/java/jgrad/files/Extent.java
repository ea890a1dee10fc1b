package jgrad.files;

import jgrad.Tensor;
import jgrad.TensorStorage;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.List;

/// Sizes as files claim them: any 64-bit numbers, until they are checked.
record Extent(long[] sizes) {
    static Extent of(List<?> sizes, String what) throws FileFormatException {
        var longs = new long[sizes.size()];
        for (int d = 0; d < longs.length; d++) {
            if (!(sizes.get(d) instanceof Long size) || size < 0) {
                throw new FileFormatException(
                        what + ": the shape " + sizes + " has an entry that is no size");
            }
            longs[d] = size;
        }
        return new Extent(longs);
    }

    /// The number of elements.
    ///
    /// @throws FileFormatException if a Java array cannot hold them
    int numel(String what) throws FileFormatException {
        long n = 1;
        long largest = Integer.MAX_VALUE - 8;
        boolean empty = false;
        for (long size : sizes) {
            empty |= size == 0;
            // Sizes beside a 0 are refused as well: they would be ints later.
            if (size > largest || size != 0 && n > largest / size) {
                throw new FileFormatException(
                        what
                                + ": a shape of "
                                + java.util.Arrays.toString(sizes)
                                + " has more elements than a tensor can hold ("
                                + largest
                                + ")");
            }
            n *= Math.max(size, 1);
        }
        return empty ? 0 : (int) n;
    }

    int[] ints() {
        var ints = new int[sizes.length];
        for (int d = 0; d < ints.length; d++) {
            ints[d] = Math.toIntExact(sizes[d]);
        }
        return ints;
    }

    /// Strides of elements side by side, the last index fastest or the first.
    int[] strides(boolean firstFastest) {
        var strides = new int[sizes.length];
        int stride = 1;
        for (int i = 0; i < strides.length; i++) {
            int d = firstFastest ? i : strides.length - 1 - i;
            strides[d] = stride;
            stride *= (int) Math.max(sizes[d], 1);
        }
        return strides;
    }

    /// The elements of a tensor in row-major order.
    static void write(Tensor tensor, WritableByteChannel channel) throws IOException {
        Tensor dense = tensor.detach().contiguous();
        if (dense.numel() > 0) {
            TensorStorage.of(dense).writeTo(channel, dense.storageOffset(), dense.numel());
        }
    }
}
