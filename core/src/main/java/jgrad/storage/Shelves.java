package jgrad.storage;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// The arrays that lie in the [Pool], by element type and size: a few places for each.
final class Shelves {
    private static final int SMALLEST = 1 << 8; // fresh arrays up to here are as cheap
    private static final int LARGEST = 1 << 28;
    private static final int STEPS = 4; // from one power of two to the next
    private static final int SIZES = STEPS * (28 - 8);
    private static final int PLACES = 8;

    private final AtomicReferenceArray<@Nullable Object> floats =
            new AtomicReferenceArray<>(SIZES * PLACES);
    private final AtomicReferenceArray<@Nullable Object> doubles =
            new AtomicReferenceArray<>(SIZES * PLACES);
    private final AtomicLong held = new AtomicLong();

    static boolean keeps(int n) {
        return n > SMALLEST && n <= LARGEST;
    }

    /// The least size that is kept and holds `n` elements: `2^e + i * 2^e / 4` for `i` from 1 to 4.
    static int roundUp(int n) {
        int step = step(n);
        return (n + step - 1) & -step;
    }

    private static int step(int n) {
        return Integer.highestOneBit(n - 1) / STEPS;
    }

    private static int firstPlace(int size) {
        int step = step(size);
        int octave = Integer.numberOfTrailingZeros(step * STEPS / SMALLEST);
        return PLACES * (STEPS * octave + size / step - STEPS - 1);
    }

    @Nullable Object take(Class<?> type, int size) {
        AtomicReferenceArray<@Nullable Object> places = places(type);
        int first = firstPlace(size);
        for (int i = first; i < first + PLACES; i++) {
            Object array = places.get(i);
            if (array != null && places.compareAndSet(i, array, null)) {
                held.addAndGet(-bytes(type, size));
                return array;
            }
        }
        return null;
    }

    void put(Object array, int size) {
        long bytes = bytes(array.getClass(), size);
        if (roundUp(size) != size) {
            return; // not made by the pool
        }
        if (held.addAndGet(bytes) <= Pool.LIMIT) {
            AtomicReferenceArray<@Nullable Object> places = places(array.getClass());
            int first = firstPlace(size);
            for (int i = first; i < first + PLACES; i++) {
                if (places.get(i) == null && places.compareAndSet(i, null, array)) {
                    return;
                }
            }
        }
        held.addAndGet(-bytes);
    }

    long held() {
        return held.get();
    }

    private AtomicReferenceArray<@Nullable Object> places(Class<?> type) {
        return type == float[].class ? floats : doubles;
    }

    private static long bytes(Class<?> type, int size) {
        return (long) size * (type == float[].class ? Float.BYTES : Double.BYTES);
    }
}
