package jgrad.kernels.fold;

import org.jspecify.annotations.Nullable;

/// A block of memory for one thread, there when it is asked for.
final class Scratch {
    private double @Nullable [] doubles;
    private long @Nullable [] longs;

    double[] doubles() {
        double[] block = doubles;
        if (block == null) {
            block = new double[Fold.BLOCK];
            doubles = block;
        }
        return block;
    }

    long[] longs() {
        long[] block = longs;
        if (block == null) {
            block = new long[Fold.BLOCK];
            longs = block;
        }
        return block;
    }
}
