package jgrad.data;

import jgrad.Generator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Items by number. A loader with workers reads from several threads.
///
/// Torch: `torch.utils.data.Dataset`.
///
/// @param <T> what an item is
public interface Dataset<T> {
    /// The number of items.
    int size();

    /// One item.
    T get(int index);

    /// The items of a batch; by default, one after the other. Torch: `__getitems__`.
    default List<T> get(int[] indices) {
        var items = new ArrayList<T>(indices.length);
        for (int index : indices) {
            items.add(get(index));
        }
        return items;
    }

    /// Parts of these sizes, of items in random order. Torch: `torch.utils.data.random_split`.
    ///
    /// @throws IllegalArgumentException unless the sizes sum to that of this data set
    default List<Dataset<T>> randomSplit(Generator generator, int... sizes) {
        if (Arrays.stream(sizes).asLongStream().sum() != size()
                || Arrays.stream(sizes).anyMatch(n -> n < 0)) {
            throw new IllegalArgumentException(
                    "Sum of input lengths does not equal the length of the input dataset! They are "
                            + Arrays.toString(sizes)
                            + ", it has "
                            + size());
        }
        long[] order = generator.randperm(size()).toLongArray();
        var parts = new ArrayList<Dataset<T>>();
        int at = 0;
        for (int n : sizes) {
            int[] indices = Arrays.stream(order, at, at + n).mapToInt(i -> (int) i).toArray();
            parts.add(new Subset<>(this, indices));
            at += n;
        }
        return parts;
    }

    /// Parts of these shares, which sum to 1; what rounding down leaves goes to the first parts,
    /// one item each.
    default List<Dataset<T>> randomSplit(Generator generator, double... shares) {
        if (Math.abs(Arrays.stream(shares).sum() - 1) > 1e-9) {
            throw new IllegalArgumentException(
                    "Sum of input lengths does not equal the length of the input dataset! The"
                            + " shares sum to "
                            + Arrays.stream(shares).sum());
        }
        var sizes = new int[shares.length];
        for (int i = 0; i < sizes.length; i++) {
            if (!(shares[i] >= 0 && shares[i] <= 1)) {
                throw new IllegalArgumentException(
                        "Fraction at index " + i + " is not between 0 and 1");
            }
            sizes[i] = (int) Math.floor(size() * shares[i]);
        }
        int left = size() - Arrays.stream(sizes).sum();
        for (int i = 0; i < left; i++) {
            sizes[i % sizes.length]++;
        }
        return randomSplit(generator, sizes);
    }
}
