package jgrad.data;

import jgrad.Generator;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.stream.IntStream;

/// The order in which a loader takes items. Each epoch asks anew.
///
/// Torch: `torch.utils.data.Sampler`. Samplers without a generator of their own draw from the
/// global one.
public interface Sampler {
    /// How many indices an epoch has.
    int size();

    /// The indices of the next epoch.
    int[] indices();

    /// 0, 1, 2, ... Torch: `SequentialSampler`.
    static Sampler sequential(int size) {
        return of(size, () -> IntStream.range(0, size).toArray());
    }

    /// Each of `size` items once, in random order. Torch: `RandomSampler`.
    static Sampler random(int size, @Nullable Generator generator) {
        return random(size, size, false, generator);
    }

    /// `count` of `size` items; without replacement, all come once before any comes again.
    ///
    /// @throws IllegalArgumentException if there is none to take
    static Sampler random(int size, int count, boolean replacement, @Nullable Generator generator) {
        if (count <= 0) {
            throw new IllegalArgumentException(
                    "num_samples should be a positive integer value, but got num_samples=" + count);
        }
        return of(
                count,
                () -> {
                    // Without a generator, PyTorch seeds one of its own from the global one.
                    Generator g =
                            generator != null
                                    ? generator
                                    : new Generator(Generator.global().nextLong() & Long.MAX_VALUE);
                    if (replacement) {
                        return ints(g.randint(0, size, count).toLongArray());
                    }
                    var all = new int[count];
                    for (int at = 0; at <= count; at += size) {
                        // One more than is needed if the count is a multiple of the size.
                        int[] order = ints(g.randperm(size).toLongArray());
                        System.arraycopy(order, 0, all, at, Math.min(size, count - at));
                    }
                    return all;
                });
    }

    /// Some items, each once, in random order. Torch: `SubsetRandomSampler`.
    static Sampler subset(int[] indices, @Nullable Generator generator) {
        int[] own = indices.clone();
        return of(
                own.length,
                () ->
                        Arrays.stream(ints(given(generator).randperm(own.length).toLongArray()))
                                .map(i -> own[i])
                                .toArray());
    }

    /// `count` items, drawn by weight. Torch: `WeightedRandomSampler`.
    ///
    /// @throws IllegalArgumentException if the count is not positive
    static Sampler weighted(
            double[] weights, int count, boolean replacement, @Nullable Generator generator) {
        if (count <= 0) {
            throw new IllegalArgumentException(
                    "num_samples should be a positive integer value, but got num_samples=" + count);
        }
        double[] own = weights.clone();
        return of(
                count,
                () ->
                        ints(
                                given(generator)
                                        .multinomial(
                                                jgrad.Tensors.fromArray(own), count, replacement)
                                        .toLongArray()));
    }

    private static Generator given(@Nullable Generator generator) {
        return generator != null ? generator : Generator.global();
    }

    private static int[] ints(long[] longs) {
        return Arrays.stream(longs).mapToInt(i -> (int) i).toArray();
    }

    private static Sampler of(int size, java.util.function.Supplier<int[]> epoch) {
        return new Sampler() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public int[] indices() {
                return epoch.get();
            }
        };
    }
}
