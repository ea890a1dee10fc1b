package jgrad.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Groups the indices of a sampler.
///
/// Torch: `torch.utils.data.BatchSampler`.
///
/// @param sampler gives the indices
/// @param batchSize how many go together
/// @param dropLast leaves out a last batch that is not full
public record BatchSampler(Sampler sampler, int batchSize, boolean dropLast) {
    public BatchSampler {
        if (batchSize <= 0) {
            throw new IllegalArgumentException(
                    "batch_size should be a positive integer value, but got batch_size="
                            + batchSize);
        }
    }

    /// How many batches an epoch has.
    public int size() {
        return dropLast ? sampler.size() / batchSize : Math.ceilDiv(sampler.size(), batchSize);
    }

    /// The batches of the next epoch.
    public List<int[]> batches() {
        int[] indices = sampler.indices();
        var batches = new ArrayList<int[]>();
        for (int at = 0; at < indices.length; at += batchSize) {
            int end = Math.min(at + batchSize, indices.length);
            if (end - at == batchSize || !dropLast) {
                batches.add(Arrays.copyOfRange(indices, at, end));
            }
        }
        return batches;
    }
}
