package jgrad;

import java.util.AbstractList;
import java.util.Arrays;

/// The sizes of a tensor. Prints as `torch.Size([2, 3])`.
public final class Shape extends AbstractList<Integer> {
    private final int[] sizes;

    public Shape(int... sizes) {
        this.sizes = sizes.clone();
    }

    @Override
    public Integer get(int dim) {
        return sizes[dim < 0 ? dim + sizes.length : dim];
    }

    @Override
    public int size() {
        return sizes.length;
    }

    /// The sizes as an array of the caller's own.
    public int[] sizes() {
        return sizes.clone();
    }

    @Override
    public String toString() {
        return "torch.Size(" + Arrays.toString(sizes) + ")";
    }
}
