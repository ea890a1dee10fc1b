package jgrad.storage;

import jgrad.DType;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// The elements behind one or more tensors: a Java array and a version counter.
///
/// Views and detached tensors share the storage and so the counter; every in-place write adds one,
/// which is how a stale saved value is found. The array is chosen by element type: `float[]`,
/// `double[]`, `long[]`, `int[]`, `short[]` for int16, float16 and bfloat16 (as bits), `byte[]` for
/// int8, uint8 and bool (0 or 1).
public final class Storage {
    private static int clock;

    private @Nullable Object array;
    private int version;

    /// The moment of the [#clock], its bits flipped if a scope is to let this live on: a field of
    /// its own for that would cost every tensor eight bytes.
    private int born = clock;

    public Storage(Object array) {
        this.array = array;
        Scope.own(this);
    }

    /// Zeros.
    public static Storage allocate(DType type, int size) {
        Object spare = Spares.take(type, size);
        if (spare instanceof float[] floats) {
            Arrays.fill(floats, 0);
        } else if (spare instanceof double[] doubles) {
            Arrays.fill(doubles, 0);
        }
        return new Storage(spare != null ? spare : newArray(type, size));
    }

    /// Elements of undefined content, for whoever writes all of them.
    public static Storage uninitialized(DType type, int size) {
        return new Storage(uninitializedArray(type, size));
    }

    /// An array of undefined content, for whoever writes all of it.
    public static Object uninitializedArray(DType type, int size) {
        Object spare = Spares.take(type, size);
        return spare != null ? spare : newArray(type, size);
    }

    public static Object newArray(DType type, int size) {
        return switch (type) {
            case FLOAT32 -> new float[size];
            case FLOAT64 -> new double[size];
            case INT64 -> new long[size];
            case INT32 -> new int[size];
            case INT16, FLOAT16, BFLOAT16 -> new short[size];
            case INT8, UINT8, BOOL -> new byte[size];
        };
    }

    /// The array.
    ///
    /// @throws IllegalStateException if the storage has ended with its scope
    public Object array() {
        Object a = array;
        if (a == null) {
            throw new IllegalStateException(
                    "this tensor was made in a step scope that is closed, and its memory is given"
                        + " back. Read what is needed before the scope ends, or take the tensor out"
                        + " of it with scope.keep(tensor).");
        }
        return a;
    }

    public int size() {
        return java.lang.reflect.Array.getLength(array());
    }

    public int version() {
        return version;
    }

    public void bumpVersion() {
        version++;
    }

    void keep() {
        if (!wasKept()) {
            born = ~born;
        }
    }

    void unkeep() {
        if (wasKept()) {
            born = ~born;
        }
    }

    boolean wasKept() {
        return born < 0;
    }

    /// Gives the array back. Only for whoever knows that nobody else will look at it, or at an
    /// error instead.
    public void end() {
        Object a = array;
        if (a != null) {
            array = null;
            Spares.give(a);
        }
    }

    /// Moves the clock by which storages know when they were made.
    public static synchronized int tick() {
        return ++clock;
    }

    /// Whether this storage was made after that [#tick()], as the thread that ticked sees it.
    public boolean isSince(int tick) {
        return (wasKept() ? ~born : born) >= tick;
    }
}
