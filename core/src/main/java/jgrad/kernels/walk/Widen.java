package jgrad.kernels.walk;

import jgrad.DType;
import jgrad.storage.BFloat16;

/// Reads evenly spaced elements of any type as doubles or longs.
public final class Widen {
    private Widen() {}

    public static void load(
            Object array, DType type, int at, int stride, int n, double[] into, int to) {
        switch (type) {
            case FLOAT32 -> {
                float[] x = (float[]) array;
                for (int i = 0; i < n; i++) {
                    into[to + i] = x[at + i * stride];
                }
            }
            case FLOAT64 -> {
                double[] x = (double[]) array;
                for (int i = 0; i < n; i++) {
                    into[to + i] = x[at + i * stride];
                }
            }
            case FLOAT16 -> {
                short[] x = (short[]) array;
                for (int i = 0; i < n; i++) {
                    into[to + i] = Float.float16ToFloat(x[at + i * stride]);
                }
            }
            case BFLOAT16 -> {
                short[] x = (short[]) array;
                for (int i = 0; i < n; i++) {
                    into[to + i] = BFloat16.toFloat(x[at + i * stride]);
                }
            }
            case INT64 -> {
                long[] x = (long[]) array;
                for (int i = 0; i < n; i++) {
                    into[to + i] = x[at + i * stride];
                }
            }
            case INT32 -> {
                int[] x = (int[]) array;
                for (int i = 0; i < n; i++) {
                    into[to + i] = x[at + i * stride];
                }
            }
            case INT16 -> {
                short[] x = (short[]) array;
                for (int i = 0; i < n; i++) {
                    into[to + i] = x[at + i * stride];
                }
            }
            case INT8, UINT8, BOOL -> {
                byte[] x = (byte[]) array;
                int mask = type == DType.INT8 ? -1 : 0xff;
                for (int i = 0; i < n; i++) {
                    into[to + i] = x[at + i * stride] & mask;
                }
            }
        }
    }

    /// For the types that are not floating-point.
    public static void load(
            Object array, DType type, int at, int stride, int n, long[] into, int to) {
        switch (type) {
            case INT64 -> {
                long[] x = (long[]) array;
                for (int i = 0; i < n; i++) {
                    into[to + i] = x[at + i * stride];
                }
            }
            case INT32 -> {
                int[] x = (int[]) array;
                for (int i = 0; i < n; i++) {
                    into[to + i] = x[at + i * stride];
                }
            }
            case INT16 -> {
                short[] x = (short[]) array;
                for (int i = 0; i < n; i++) {
                    into[to + i] = x[at + i * stride];
                }
            }
            case INT8, UINT8, BOOL -> {
                byte[] x = (byte[]) array;
                int mask = type == DType.INT8 ? -1 : 0xff;
                for (int i = 0; i < n; i++) {
                    into[to + i] = x[at + i * stride] & mask;
                }
            }
            default -> throw new AssertionError(type + " is not an integer type");
        }
    }
}
