package jgrad.files;

import org.jspecify.annotations.Nullable;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/// A list that PyTorch's files hold as a Python tuple, so that it is written as one again.
public final class Tuple extends AbstractList<@Nullable Object> implements RandomAccess {
    private final @Nullable Object[] items;

    private Tuple(@Nullable Object[] items) {
        this.items = items;
    }

    public static Tuple of(@Nullable Object... items) {
        return new Tuple(items.clone());
    }

    static Tuple of(List<? extends @Nullable Object> items) {
        return new Tuple(items.toArray());
    }

    @Override
    public @Nullable Object get(int index) {
        return items[index];
    }

    @Override
    public int size() {
        return items.length;
    }
}
