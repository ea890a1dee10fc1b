package jgrad.kernels.vector;

import jdk.incubator.vector.FloatVector;

/// How many vector registers there are to keep a tile in, see Note [Register tile].
final class Registers {
    private static final int BITS = FloatVector.SPECIES_PREFERRED.vectorBitSize();

    /// 32 rather than 16: AVX-512, and whatever is not an x86.
    static final boolean MANY = BITS >= 512 || !isX86(System.getProperty("os.arch"));

    private Registers() {}

    private static boolean isX86(String architecture) {
        return architecture.equals("amd64")
                || architecture.startsWith("x86")
                || architecture.startsWith("i");
    }
}
