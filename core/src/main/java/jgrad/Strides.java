package jgrad;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;

/// How many elements to skip from one index to the next, for each dimension of a tensor. Prints as
/// Python's tuple: `(3, 1)`.
public final class Strides extends AbstractList<Integer> implements RandomAccess {
    private final int[] strides;

    Strides(int[] strides) {
        this.strides = strides;
    }

    @Override
    public Integer get(int dim) {
        return strides[dim < 0 ? dim + strides.length : dim];
    }

    @Override
    public int size() {
        return strides.length;
    }

    /// The strides as an array of the caller's own.
    public int[] toIntArray() {
        return strides.clone();
    }

    @Override
    public String toString() {
        String list = Arrays.toString(strides);
        return "(" + list.substring(1, list.length() - 1) + (strides.length == 1 ? ",)" : ")");
    }
}
