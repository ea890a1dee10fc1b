package jgrad;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The state of a [Generator] and PyTorch's bytes for it, little endian: seed (8), words left until
/// the next regeneration (4), 1 (4), index of the next word (8), 624 words (8 each), 0 (8), the
/// pending normal number (8), 0 (8), whether there is one (4), and 12 of padding and of what only
/// float normals would use.
record GeneratorState(
        long seed, int left, int next, int[] words, double pendingNormal, boolean hasPending) {
    private static final int SIZE = 5056;
    private static final int N = 624;

    static Tensor write(GeneratorState s) {
        var b = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        b.putLong(s.seed).putInt(s.left).putInt(1).putLong(s.next);
        for (int word : s.words) {
            b.putLong(Integer.toUnsignedLong(word));
        }
        b.putDouble(0).putDouble(s.pendingNormal).putDouble(0).putInt(s.hasPending ? 1 : 0);
        return TensorStorage.copyOf(
                        java.lang.foreign.MemorySegment.ofArray(b.array()),
                        DType.UINT8,
                        ByteOrder.LITTLE_ENDIAN)
                .tensor(new int[] {SIZE}, new int[] {1}, 0);
    }

    static GeneratorState read(Tensor bytes) {
        if (bytes.dtype() != DType.UINT8 || bytes.dim() != 1 || bytes.numel() != SIZE) {
            throw new IllegalArgumentException(
                    "RNG state must be a torch.ByteTensor of "
                            + SIZE
                            + " elements, but this is "
                            + bytes.dtype()
                            + " of shape "
                            + bytes.shape());
        }
        var b = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : bytes.toLongArray()) {
            b.put((byte) value);
        }
        b.flip();
        long seed = b.getLong();
        int left = b.getInt();
        int seeded = b.getInt();
        long next = b.getLong();
        var words = new int[N];
        for (int i = 0; i < N; i++) {
            words[i] = (int) b.getLong();
        }
        b.getDouble();
        double pending = b.getDouble();
        b.getDouble();
        boolean hasPending = b.getInt() != 0;
        boolean fresh = left == 1 && next == 0;
        if (seeded != 1 || !fresh && (next < 0 || next > N || left != N + 1 - next)) {
            throw new IllegalArgumentException("Invalid mt19937 state");
        }
        return new GeneratorState(seed, left, (int) next, words, pending, hasPending);
    }
}
