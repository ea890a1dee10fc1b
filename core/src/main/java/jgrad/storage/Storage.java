package jgrad.storage;

import jgrad.DType;

/// The elements behind one or more tensors: a Java array and a version counter.
///
/// Views and detached tensors share the storage and so the counter; every in-place write adds one,
/// which is how a stale saved value is found. The array is chosen by element type: `float[]`,
/// `double[]`, `long[]`, `int[]`, `short[]` for int16, float16 and bfloat16 (as bits), `byte[]` for
/// int8, uint8 and bool (0 or 1).
public final class Storage {
    private static int clock;

    private Object array;
    private int version;
    private final int born = clock;

    public Storage(Object array) {
        this.array = array;
    }

    public static Storage allocate(DType type, int size) {
        return new Storage(newArray(type, size));
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

    public Object array() {
        return array;
    }

    public int size() {
        return java.lang.reflect.Array.getLength(array);
    }

    public int version() {
        return version;
    }

    public void bumpVersion() {
        version++;
    }

    /// Moves the clock by which storages know when they were made.
    public static synchronized int tick() {
        return ++clock;
    }

    /// Whether this storage was made after that [#tick()], as the thread that ticked sees it.
    public boolean isSince(int tick) {
        return born >= tick;
    }
}
