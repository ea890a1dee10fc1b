package jgrad.storage;

import jgrad.DType;

import org.jspecify.annotations.Nullable;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;

/// Arrays of tensors that are gone for certain, kept by a thread for its next tensor of that very
/// size.
///
/// A training loop asks for the same sizes again and again, and a fresh array costs more to zero
/// than most kernels cost to fill it. Nothing is kept beyond [#limit()] bytes a thread: sizes that
/// were not asked for or given back for longest make room. The garbage collector takes all of it
/// before memory runs out.
///
/// [Pool] is another store because it has to be: a kernel's scratch may be longer than was asked
/// for, so that few sizes serve all, and is given back by whatever thread took it, so that shelves
/// are shared and found by compare-and-set. The array of a tensor is exactly as long as the
/// tensor's elements need, and a step of a training loop runs in one thread, which finds its own
/// arrays again without asking others.
public final class Spares {
    /// Smaller arrays are not worth the trouble.
    static final int LEAST = 1024;

    private static final ThreadLocal<SoftReference<Spares>> CURRENT =
            ThreadLocal.withInitial(() -> new SoftReference<>(new Spares()));

    private static volatile long limit = Math.min(512L << 20, Runtime.getRuntime().maxMemory() / 8);

    /// More sizes than a program uses at a time.
    private static final int MOST_SIZES = 256;

    /// Arrays by size and type, the ones longest not looked at first.
    private final LinkedHashMap<Long, ArrayDeque<Object>> shelves =
            new LinkedHashMap<>(64, 0.75f, true);

    private long bytes;

    private Spares() {}

    /// The most bytes that a thread keeps.
    public static long limit() {
        return limit;
    }

    public static void setLimit(long most) {
        limit = most;
    }

    private static Spares current() {
        Spares spares = CURRENT.get().get();
        if (spares == null) {
            spares = new Spares();
            CURRENT.set(new SoftReference<>(spares));
        }
        return spares;
    }

    /// The bytes that this thread keeps now.
    static long held() {
        return current().bytes;
    }

    /// An array of undefined content, or null if there is none to spare.
    static @Nullable Object take(DType type, int n) {
        if (n < LEAST) {
            return null;
        }
        Spares spares = current();
        if (spares.bytes == 0) {
            return null;
        }
        ArrayDeque<Object> shelf =
                type == DType.FLOAT32 || type == DType.FLOAT64
                        ? spares.shelves.get(key(n, type.itemSize()))
                        : null;
        Object array = shelf == null ? null : shelf.pollLast();
        if (array != null) {
            spares.bytes -= (long) n * type.itemSize();
        }
        return array;
    }

    /// Keeps an array that nobody will look at any more.
    static void give(Object array) {
        if (array instanceof float[] floats) {
            give(array, floats.length, Float.BYTES);
        } else if (array instanceof double[] doubles) {
            give(array, doubles.length, Double.BYTES);
        }
    }

    private static void give(Object array, int n, int itemSize) {
        long size = (long) n * itemSize;
        if (n < LEAST || size > limit) {
            return;
        }
        Spares spares = current();
        spares.shelves.computeIfAbsent(key(n, itemSize), k -> new ArrayDeque<>()).addLast(array);
        spares.bytes += size;
        if (spares.bytes > limit || spares.shelves.size() > MOST_SIZES) {
            spares.makeRoom();
        }
    }

    private static long key(int n, int itemSize) {
        return (long) n << 4 | itemSize;
    }

    private void makeRoom() {
        var eldest = shelves.entrySet().iterator();
        while (bytes > limit || shelves.size() > MOST_SIZES) {
            Map.Entry<Long, ArrayDeque<Object>> entry = eldest.next();
            long size = (entry.getKey() >> 4) * (entry.getKey() & 15);
            ArrayDeque<Object> shelf = entry.getValue();
            while (bytes > limit && shelf.pollFirst() != null) {
                bytes -= size;
            }
            if (shelf.isEmpty() || shelves.size() > MOST_SIZES) {
                bytes -= shelf.size() * size;
                eldest.remove();
            }
        }
    }
}
