package jgrad.kernels.scalar;

import jgrad.DType;
import jgrad.kernels.loops.Block;

/// Copies blocks between arrays of one element type: bits are copied, so that the types of one size
/// share their loops.
public final class Copies {
    private Copies() {}

    public static void run(DType type, Object src, int srcAt, Object dst, int dstAt, Block block) {
        switch (type) {
            case FLOAT32 -> FloatCopies.copy((float[]) src, srcAt, (float[]) dst, dstAt, block);
            case FLOAT64 -> DoubleCopies.copy((double[]) src, srcAt, (double[]) dst, dstAt, block);
            case INT64 -> LongCopies.copy((long[]) src, srcAt, (long[]) dst, dstAt, block);
            case INT32 -> IntCopies.copy((int[]) src, srcAt, (int[]) dst, dstAt, block);
            case INT16, FLOAT16, BFLOAT16 ->
                    ShortCopies.copy((short[]) src, srcAt, (short[]) dst, dstAt, block);
            case INT8, UINT8, BOOL ->
                    ByteCopies.copy((byte[]) src, srcAt, (byte[]) dst, dstAt, block);
        }
    }
}
