package jgrad.data;

import jgrad.Generator;

import java.util.stream.IntStream;

/// The share of one of several processes that go through a data set together.
///
/// Torch: `torch.utils.data.distributed.DistributedSampler`.
public final class DistributedSampler implements Sampler {
    private final int items;
    private final int replicas;
    private final int rank;
    private final boolean shuffle;
    private final long seed;
    private final int size;
    private int epoch;

    /// @param dropLast leaves out what does not divide by the processes, in place of handing some
    ///   items out twice
    /// @throws IllegalArgumentException if the rank is not from 0 to one less than the replicas
    public DistributedSampler(
            int items, int replicas, int rank, boolean shuffle, long seed, boolean dropLast) {
        if (rank < 0 || rank >= replicas) {
            throw new IllegalArgumentException(
                    "Invalid rank "
                            + rank
                            + ", rank should be in the interval [0, "
                            + (replicas - 1)
                            + "]");
        }
        this.items = items;
        this.replicas = replicas;
        this.rank = rank;
        this.shuffle = shuffle;
        this.seed = seed;
        size = dropLast ? items / replicas : Math.ceilDiv(items, replicas);
    }

    /// Says which epoch comes next: each has an order of its own. Torch: `sampler.set_epoch`.
    public void setEpoch(int epoch) {
        this.epoch = epoch;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int[] indices() {
        int[] order =
                shuffle
                        ? new Generator(seed + epoch).randperm(items).toIntArray()
                        : IntStream.range(0, items).toArray();
        var own = new int[size];
        for (int i = 0; i < size; i++) {
            own[i] = order[(rank + i * replicas) % items];
        }
        return own;
    }
}
