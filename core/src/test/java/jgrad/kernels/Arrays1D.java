package jgrad.kernels;

import jgrad.DType;
import jgrad.kernels.walk.Elements;
import jgrad.storage.Storage;

import java.util.Random;

/// Arrays for tests, of whatever element type.
public final class Arrays1D {
    private Arrays1D() {}

    /// Numbers in which most operations take an interest: of either sign, mostly small.
    public static Object random(DType type, int n, long seed) {
        var random = new Random(seed);
        Object array = Storage.newArray(type, n);
        for (int i = 0; i < n; i++) {
            switch (type) {
                case FLOAT32, FLOAT64 -> put(type, array, i, random.nextGaussian() * 3);
                case BOOL -> put(type, array, i, random.nextInt(2));
                default -> put(type, array, i, 1 + random.nextInt(9) - 20 * random.nextInt(2));
            }
        }
        return array;
    }

    public static double get(DType type, Object array, int i) {
        return Elements.asDouble(type, array, i);
    }

    public static void put(DType type, Object array, int i, double value) {
        Elements.put(type, array, i, value);
    }
}
