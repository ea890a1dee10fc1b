package jgrad.storage;

/// The module's own door to what a tensor is made of. Each method is one field read.
public final class Raw {
    private Raw() {}

    public static Storage storage(Strided t) {
        return t.storage;
    }

    public static Layout layout(Strided t) {
        return t.layout;
    }

    public static int[] shape(Strided t) {
        return t.layout.shape();
    }

    public static int[] strides(Strided t) {
        return t.layout.strides();
    }

    public static int offset(Strided t) {
        return t.layout.offset();
    }

    public static float[] floats(Strided t) {
        return (float[]) t.storage.array();
    }

    public static double[] doubles(Strided t) {
        return (double[]) t.storage.array();
    }

    public static long[] longs(Strided t) {
        return (long[]) t.storage.array();
    }

    public static int[] ints(Strided t) {
        return (int[]) t.storage.array();
    }

    public static short[] shorts(Strided t) {
        return (short[]) t.storage.array();
    }

    public static byte[] bytes(Strided t) {
        return (byte[]) t.storage.array();
    }
}
