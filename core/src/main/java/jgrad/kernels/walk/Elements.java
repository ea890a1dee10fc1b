package jgrad.kernels.walk;

import jgrad.DType;
import jgrad.storage.BFloat16;

/// Single elements and contiguous runs of any type, through `double` for floating-point types and
/// `long` for the others.
///
/// Both are exact on the way in. On the way out each narrows as a C cast on x86 does, which is what
/// PyTorch shows: see [#toInt(double)].
public final class Elements {
    private Elements() {}

    /// C's cast on x86: towards zero, and the smallest value for NaN and whatever does not fit,
    /// where Java saturates.
    public static int toInt(double x) {
        return x < 0x1p31 ? (int) x : Integer.MIN_VALUE;
    }

    /// C's cast on x86: towards zero, and the smallest value for NaN and whatever does not fit,
    /// where Java saturates.
    public static long toLong(double x) {
        return x < 0x1p63 ? (long) x : Long.MIN_VALUE;
    }

    /// The element at `index` of a storage array, as a `double`.
    public static double asDouble(DType type, Object array, int index) {
        return switch (type) {
            case FLOAT64 -> ((double[]) array)[index];
            case FLOAT32 -> ((float[]) array)[index];
            case FLOAT16 -> Float.float16ToFloat(((short[]) array)[index]);
            case BFLOAT16 -> BFloat16.toFloat(((short[]) array)[index]);
            case INT64, INT32, INT16, INT8, UINT8, BOOL -> asLong(type, array, index);
        };
    }

    /// The element at `index` of a storage array, as a `long`.
    public static long asLong(DType type, Object array, int index) {
        return switch (type) {
            case INT64 -> ((long[]) array)[index];
            case INT32 -> ((int[]) array)[index];
            case INT16 -> ((short[]) array)[index];
            case INT8, BOOL -> ((byte[]) array)[index];
            case UINT8 -> ((byte[]) array)[index] & 0xff;
            case FLOAT64, FLOAT32, FLOAT16, BFLOAT16 -> toLong(asDouble(type, array, index));
        };
    }

    /// Writes one element, converted from `double`.
    public static void put(DType type, Object array, int index, double value) {
        switch (type) {
            case FLOAT32 -> ((float[]) array)[index] = (float) value;
            case FLOAT64 -> ((double[]) array)[index] = value;
            default -> fromDoubles(new double[] {value}, 0, type, array, index, 1);
        }
    }

    /// Writes one element, converted from `long`.
    public static void put(DType type, Object array, int index, long value) {
        switch (type) {
            case FLOAT32 -> ((float[]) array)[index] = value;
            case FLOAT64 -> ((double[]) array)[index] = value;
            case INT64 -> ((long[]) array)[index] = value;
            default -> fromLongs(new long[] {value}, 0, type, array, index, 1);
        }
    }

    /// Widens `n` elements of a floating-point type.
    public static void toDoubles(DType from, Object src, int at, double[] out, int outAt, int n) {
        switch (from) {
            case FLOAT64 -> System.arraycopy((double[]) src, at, out, outAt, n);
            case FLOAT32 -> {
                float[] s = (float[]) src;
                for (int i = 0; i < n; i++) {
                    out[outAt + i] = s[at + i];
                }
            }
            case FLOAT16 -> {
                short[] s = (short[]) src;
                for (int i = 0; i < n; i++) {
                    out[outAt + i] = Float.float16ToFloat(s[at + i]);
                }
            }
            case BFLOAT16 -> {
                short[] s = (short[]) src;
                for (int i = 0; i < n; i++) {
                    out[outAt + i] = BFloat16.toFloat(s[at + i]);
                }
            }
            case INT64, INT32, INT16, INT8, UINT8, BOOL -> throw new AssertionError(from);
        }
    }

    /// Widens `n` elements of an integer type or bool.
    public static void toLongs(DType from, Object src, int at, long[] out, int outAt, int n) {
        switch (from) {
            case INT64 -> System.arraycopy((long[]) src, at, out, outAt, n);
            case INT32 -> {
                int[] s = (int[]) src;
                for (int i = 0; i < n; i++) {
                    out[outAt + i] = s[at + i];
                }
            }
            case INT16 -> {
                short[] s = (short[]) src;
                for (int i = 0; i < n; i++) {
                    out[outAt + i] = s[at + i];
                }
            }
            case INT8, BOOL -> {
                byte[] s = (byte[]) src;
                for (int i = 0; i < n; i++) {
                    out[outAt + i] = s[at + i];
                }
            }
            case UINT8 -> {
                byte[] s = (byte[]) src;
                for (int i = 0; i < n; i++) {
                    out[outAt + i] = s[at + i] & 0xff;
                }
            }
            case FLOAT64, FLOAT32, FLOAT16, BFLOAT16 -> throw new AssertionError(from);
        }
    }

    /// Narrows `n` doubles to any type.
    ///
    /// Note [One and many]: the compiler shapes a loop by how often it has seen it go round. In a
    /// program with many results of one element, long rows would take three times as long.
    public static void fromDoubles(double[] in, int inAt, DType to, Object dst, int at, int n) {
        switch (to) {
            case FLOAT64 -> System.arraycopy(in, inAt, (double[]) dst, at, n);
            case FLOAT32 -> {
                float[] d = (float[]) dst;
                if (n == 1) { // not in the loop, see Note [One and many]
                    d[at] = (float) in[inAt];
                    return;
                }
                for (int i = 0; i < n; i++) {
                    d[at + i] = (float) in[inAt + i];
                }
            }
            case FLOAT16 -> {
                short[] d = (short[]) dst;
                for (int i = 0;
                        i < n;
                        i++) { // by way of float32, and so rounded twice, as PyTorch does
                    d[at + i] = Float.floatToFloat16((float) in[inAt + i]);
                }
            }
            case BFLOAT16 -> {
                short[] d = (short[]) dst;
                for (int i = 0; i < n; i++) {
                    d[at + i] = BFloat16.fromFloat((float) in[inAt + i]);
                }
            }
            case INT64 -> {
                long[] d = (long[]) dst;
                for (int i = 0; i < n; i++) {
                    d[at + i] = toLong(in[inAt + i]);
                }
            }
            case INT32 -> {
                int[] d = (int[]) dst;
                for (int i = 0; i < n; i++) {
                    d[at + i] = toInt(in[inAt + i]);
                }
            }
            case INT16 -> {
                short[] d = (short[]) dst;
                for (int i = 0; i < n; i++) {
                    d[at + i] = (short) toInt(in[inAt + i]);
                }
            }
            case INT8 -> {
                byte[] d = (byte[]) dst;
                for (int i = 0; i < n; i++) {
                    d[at + i] = (byte) toInt(in[inAt + i]);
                }
            }
            case UINT8 -> {
                byte[] d = (byte[]) dst;
                for (int i = 0;
                        i < n;
                        i++) { // by way of int64, so that it wraps around further than int8 does
                    d[at + i] = (byte) toLong(in[inAt + i]);
                }
            }
            case BOOL -> {
                byte[] d = (byte[]) dst;
                for (int i = 0; i < n; i++) {
                    d[at + i] = (byte) (in[inAt + i] != 0 ? 1 : 0);
                }
            }
        }
    }

    /// Narrows `n` longs to any type.
    public static void fromLongs(long[] in, int inAt, DType to, Object dst, int at, int n) {
        switch (to) {
            case INT64 -> System.arraycopy(in, inAt, (long[]) dst, at, n);
            case FLOAT64 -> {
                double[] d = (double[]) dst;
                for (int i = 0; i < n; i++) {
                    d[at + i] = in[inAt + i];
                }
            }
            case FLOAT32 -> {
                float[] d = (float[]) dst;
                for (int i = 0; i < n; i++) {
                    d[at + i] = in[inAt + i];
                }
            }
            case FLOAT16 -> {
                short[] d = (short[]) dst;
                for (int i = 0; i < n; i++) {
                    d[at + i] = Float.floatToFloat16((float) in[inAt + i]);
                }
            }
            case BFLOAT16 -> {
                short[] d = (short[]) dst;
                for (int i = 0; i < n; i++) {
                    d[at + i] = BFloat16.fromFloat((float) in[inAt + i]);
                }
            }
            case INT32 -> {
                int[] d = (int[]) dst;
                for (int i = 0; i < n; i++) {
                    d[at + i] = (int) in[inAt + i];
                }
            }
            case INT16 -> {
                short[] d = (short[]) dst;
                for (int i = 0; i < n; i++) {
                    d[at + i] = (short) in[inAt + i];
                }
            }
            case INT8, UINT8 -> {
                byte[] d = (byte[]) dst;
                for (int i = 0; i < n; i++) {
                    d[at + i] = (byte) in[inAt + i];
                }
            }
            case BOOL -> {
                byte[] d = (byte[]) dst;
                for (int i = 0; i < n; i++) {
                    d[at + i] = (byte) (in[inAt + i] != 0 ? 1 : 0);
                }
            }
        }
    }
}
