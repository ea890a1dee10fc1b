package jgrad.storage;

import jgrad.DType;

import org.jspecify.annotations.Nullable;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/// Arrays of tensors that are gone for certain, kept by a thread for its next tensor of that very
/// size.
///
/// A training loop asks for the same sizes again and again, and a fresh array costs more to zero
/// than most kernels cost to fill it. Nothing is kept beyond [#limit()] bytes a thread, and the
/// garbage collector takes all of it before memory runs out.
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

    private final Map<Integer, ArrayDeque<float[]>> floats = new HashMap<>();
    private final Map<Integer, ArrayDeque<double[]>> doubles = new HashMap<>();
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
        ArrayDeque<?> shelf =
                switch (type) {
                    case FLOAT32 -> spares.floats.get(n);
                    case FLOAT64 -> spares.doubles.get(n);
                    default -> null;
                };
        Object array = shelf == null ? null : shelf.pollLast();
        if (array != null) {
            spares.bytes -= (long) n * type.itemSize();
        }
        return array;
    }

    /// Keeps an array that nobody will look at any more.
    static void give(Object array) {
        if (array instanceof float[] f) {
            if (f.length >= LEAST) {
                Spares spares = current();
                if (spares.admits(4L * f.length)) {
                    spares.floats.computeIfAbsent(f.length, n -> new ArrayDeque<>()).addLast(f);
                }
            }
        } else if (array instanceof double[] d && d.length >= LEAST) {
            Spares spares = current();
            if (spares.admits(8L * d.length)) {
                spares.doubles.computeIfAbsent(d.length, n -> new ArrayDeque<>()).addLast(d);
            }
        }
    }

    private boolean admits(long size) {
        if (bytes + size > limit) {
            return false;
        }
        bytes += size;
        return true;
    }
}
