package jgrad.data;

import jgrad.Generator;

import java.util.List;
import java.util.Objects;

/// Data sets one behind the other.
///
/// Torch: `torch.utils.data.ConcatDataset`.
///
/// @param <T> what an item is
public final class ConcatDataset<T> implements RandomDataset<T> {
    private final List<Dataset<T>> parts;
    private final int[] starts;

    /// @throws IllegalArgumentException if there is none
    public ConcatDataset(List<? extends Dataset<T>> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("datasets should not be an empty iterable");
        }
        this.parts = List.copyOf(parts);
        starts = new int[parts.size() + 1];
        for (int i = 0; i < parts.size(); i++) {
            starts[i + 1] = Math.addExact(starts[i], parts.get(i).size());
        }
    }

    @Override
    public int size() {
        return starts[parts.size()];
    }

    private int part(int index) {
        Objects.checkIndex(index, size());
        int i = 0;
        while (starts[i + 1] <= index) {
            i++;
        }
        return i;
    }

    @Override
    public T get(int index) {
        int i = part(index);
        return parts.get(i).get(index - starts[i]);
    }

    @Override
    public T get(int index, Generator random) {
        int i = part(index);
        return parts.get(i) instanceof RandomDataset<T> r
                ? r.get(index - starts[i], random)
                : parts.get(i).get(index - starts[i]);
    }
}
