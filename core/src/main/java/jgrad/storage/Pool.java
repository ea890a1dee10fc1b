package jgrad.storage;

import java.lang.ref.SoftReference;

/// Arrays that kernels use for a moment and give back: zeroing a fresh one costs more than most
/// loops that fill it.
///
/// An array has an owner or lies in the pool, never both: whoever takes one gives it back once, or
/// leaves it to the garbage collector. What it contains is undefined. Any thread may take and give
/// back, and none waits for another.
///
/// Sizes are rounded up to the next of four steps between powers of two. The pool holds a few
/// arrays of each size and at most [#LIMIT] bytes, and the garbage collector takes all of it before
/// memory runs out. [Spares] says why tensors have another store.
public final class Pool {
    /// The most bytes that lie in the pool.
    public static final long LIMIT = Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 8);

    private static volatile SoftReference<Shelves> shelves = new SoftReference<>(new Shelves());

    private Pool() {}

    /// At least `n` floats of undefined content.
    public static float[] floats(int n) {
        if (!Shelves.keeps(n)) {
            return new float[n];
        }
        int size = Shelves.roundUp(n);
        return shelves().take(float[].class, size) instanceof float[] kept ? kept : new float[size];
    }

    /// At least `n` doubles of undefined content.
    public static double[] doubles(int n) {
        if (!Shelves.keeps(n)) {
            return new double[n];
        }
        int size = Shelves.roundUp(n);
        return shelves().take(double[].class, size) instanceof double[] kept
                ? kept
                : new double[size];
    }

    /// Gives an array back. Nobody may use it from now on.
    public static void giveBack(float[] array) {
        if (Shelves.keeps(array.length)) {
            shelves().put(array, array.length);
        }
    }

    /// Gives an array back. Nobody may use it from now on.
    public static void giveBack(double[] array) {
        if (Shelves.keeps(array.length)) {
            shelves().put(array, array.length);
        }
    }

    /// The bytes that lie in the pool now.
    static long held() {
        return shelves().held();
    }

    private static Shelves shelves() {
        Shelves present = shelves.get();
        if (present
                == null) { // two threads may both make some: what lies on one of them is lost, no
            // more
            present = new Shelves();
            shelves = new SoftReference<>(present);
        }
        return present;
    }
}
