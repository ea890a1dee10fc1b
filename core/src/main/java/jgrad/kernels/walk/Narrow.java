package jgrad.kernels.walk;

/// A `double` in the type of a loop's elements, under names that the generator of loops translates.
public final class Narrow {
    private Narrow() {}

    public static float toFloat(double x) {
        return (float) x;
    }

    public static double toDouble(double x) {
        return x;
    }

    public static long toLong(double x) {
        return (long) x;
    }
}
