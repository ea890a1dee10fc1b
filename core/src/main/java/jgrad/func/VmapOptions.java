package jgrad.func;

/// Along which dimensions [Func#vmap] maps.
///
/// @param in the batch dimension of each input, [#NONE] for an input that is the same for all
///   samples; empty for 0 everywhere; a negative one counts from the end
/// @param out where each output has its batch dimension; empty for 0 everywhere
/// @param chunk how many samples are computed at a time; 0 for all
public record VmapOptions(int[] in, int[] out, int chunk) {
    /// Stands for no batch dimension.
    public static final int NONE = Integer.MIN_VALUE;

    static final VmapOptions DEFAULT = new VmapOptions(new int[0], new int[0], 0);

    public static VmapOptions inDims(int... dims) {
        return new VmapOptions(dims.clone(), new int[0], 0);
    }

    public VmapOptions outDims(int... dims) {
        return new VmapOptions(in, dims.clone(), chunk);
    }

    /// Computes `samples` at a time, which needs less memory.
    public VmapOptions chunkSize(int samples) {
        if (samples <= 0) {
            throw new IllegalArgumentException(
                    "vmap: chunk_size should be None or greater than 0. (got " + samples + ")");
        }
        return new VmapOptions(in, out, samples);
    }
}
