package jgrad.storage;

/// The conversions of bfloat16: the upper half of a float32, kept as bits in a `short`.
///
/// The JDK has the ones of IEEE float16 ([Float#float16ToFloat(short)],
/// [Float#floatToFloat16(float)]).
public final class BFloat16 {
    private static final short NAN = 0x7fc0;

    private BFloat16() {}

    public static float toFloat(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    /// Rounds to the nearest, ties to even. Every NaN becomes the same quiet one.
    public static short fromFloat(float value) {
        if (Float.isNaN(value)) {
            return NAN; // rounding up could carry a NaN's payload into infinity or the sign
        }
        int bits = Float.floatToRawIntBits(value);
        int justUnderHalf = 0x7fff;
        int odd = bits >>> 16 & 1;
        return (short) (bits + justUnderHalf + odd >>> 16);
    }
}
