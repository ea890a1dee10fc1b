package jgrad.data;

import jgrad.Generator;

import java.util.Objects;

/// Some items of another data set.
///
/// Torch: `torch.utils.data.Subset`.
///
/// @param <T> what an item is
public final class Subset<T> implements RandomDataset<T> {
    private final Dataset<T> whole;
    private final int[] indices;

    public Subset(Dataset<T> whole, int... indices) {
        for (int index : indices) {
            Objects.checkIndex(index, whole.size());
        }
        this.whole = whole;
        this.indices = indices.clone();
    }

    /// Where the items are in the whole.
    public int[] indices() {
        return indices.clone();
    }

    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public T get(int index) {
        return whole.get(indices[index]);
    }

    @Override
    public T get(int index, Generator random) {
        return whole instanceof RandomDataset<T> r
                ? r.get(indices[index], random)
                : whole.get(indices[index]);
    }
}
