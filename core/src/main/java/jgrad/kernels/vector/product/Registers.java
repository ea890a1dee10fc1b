package jgrad.kernels.vector.product;

import jdk.incubator.vector.FloatVector;

/// What the machine's vector registers are like.
final class Registers {
    private static final int BITS = FloatVector.SPECIES_PREFERRED.vectorBitSize();
    private static final boolean X86 = isX86(System.getProperty("os.arch"));

    /// 32 rather than 16 of them, see Note [Register tile]: AVX-512, and whatever is not an x86.
    static final boolean MANY = BITS >= 512 || !X86;

    /// Whether there is a fused multiply-add: without one it is computed with big decimals. On an
    /// x86 it came with vectors of 256 bits.
    static final boolean FUSED = BITS >= 256 || !X86;

    /// Whether part of a vector is loaded and stored in one instruction, as on every x86 with
    /// vectors of 256 bits; elsewhere that may be a loop over objects.
    static final boolean MASKS = BITS >= 256 && X86;

    private Registers() {}

    private static boolean isX86(String architecture) {
        return architecture.equals("amd64") || architecture.startsWith("x86");
    }
}
