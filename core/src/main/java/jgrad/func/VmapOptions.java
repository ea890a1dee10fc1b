package jgrad.func;

import java.util.List;
import java.util.stream.IntStream;

/// Along which dimensions [Func#vmap] maps.
///
/// A value that never changes: each method gives the same options with one more set. [Func] has
/// every method as a function to begin with: `vmap(f, inDims(1).outDims(1))`.
///
/// @param inDims the batch dimension of each input, [#NONE] for an input that is the same for all
///   samples; empty for 0 everywhere; a negative one counts from the end
/// @param outDims where each output has its batch dimension; empty for 0 everywhere
/// @param chunkSize how many samples are computed at a time; 0 for all
public record VmapOptions(List<Integer> inDims, List<Integer> outDims, int chunkSize) {
    /// Stands for no batch dimension.
    public static final int NONE = Integer.MIN_VALUE;

    public static final VmapOptions DEFAULT = new VmapOptions(List.of(), List.of(), 0);

    public VmapOptions {
        inDims = List.copyOf(inDims);
        outDims = List.copyOf(outDims);
        if (chunkSize < 0) {
            throw refused(chunkSize);
        }
    }

    /// The batch dimension of each input, or one for all. Torch: `in_dims=`.
    public VmapOptions inDims(int... dims) {
        return new VmapOptions(listed(dims), outDims, chunkSize);
    }

    /// Where each output has its batch dimension, or one for all. Torch: `out_dims=`.
    public VmapOptions outDims(int... dims) {
        return new VmapOptions(inDims, listed(dims), chunkSize);
    }

    /// Computes `samples` at a time, which needs less memory. Torch: `chunk_size=`.
    ///
    /// @throws IllegalArgumentException unless `samples` is positive
    public VmapOptions chunkSize(int samples) {
        if (samples == 0) {
            throw refused(samples);
        }
        return new VmapOptions(inDims, outDims, samples);
    }

    private static IllegalArgumentException refused(int samples) {
        return new IllegalArgumentException(
                "vmap: chunk_size should be None or greater than 0. (got " + samples + ")");
    }

    private static List<Integer> listed(int[] dims) {
        return IntStream.of(dims).boxed().toList();
    }
}
