package jgrad.data;

import jgrad.Generator;
import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/// Goes through a data set in batches; each `for` loop is an epoch.
///
/// ```java
/// var loader = DataLoader.of(data).batchSize(64).shuffle(true).workers(2);
/// for (List<Tensor> batch : loader) { ... }
/// ```
///
/// An immutable value: its methods give changed copies. With workers, batches are made ahead by
/// other threads; they come in the same order, with the same numbers, for any number of workers.
///
/// Torch: `torch.utils.data.DataLoader`.
///
/// @param <B> what a batch is
public final class DataLoader<B> implements Iterable<B> {
    private final Source<B> source;
    private final Options options;

    /// Makes a batch of the items at these indices.
    interface Source<B> {
        int size();

        /// @param seed of this epoch
        B load(int[] indices, long seed);
    }

    private record Options(
            @Nullable Integer batchSize,
            boolean shuffle,
            boolean dropLast,
            @Nullable Sampler sampler,
            @Nullable BatchSampler batchSampler,
            @Nullable Generator generator,
            int workers,
            int prefetch) {
        static final Options DEFAULT = new Options(null, false, false, null, null, null, 0, 2);

        Options {
            if (sampler != null && shuffle) {
                throw new IllegalArgumentException(
                        "sampler option is mutually exclusive with shuffle");
            }
            if (batchSampler != null
                    && (batchSize != null || shuffle || sampler != null || dropLast)) {
                throw new IllegalArgumentException(
                        "batch_sampler option is mutually exclusive with batch_size, shuffle,"
                                + " sampler, and drop_last");
            }
            if (batchSize != null && batchSize <= 0) {
                throw new IllegalArgumentException(
                        "batch_size should be a positive integer value, but got batch_size="
                                + batchSize);
            }
            if (workers < 0) {
                throw new IllegalArgumentException(
                        "num_workers option should be non-negative; use num_workers=0 to disable"
                                + " multiprocessing.");
            }
            if (prefetch <= 0) {
                throw new IllegalArgumentException(
                        "prefetch_factor option should be positive, but is " + prefetch);
            }
        }
    }

    private DataLoader(Source<B> source, Options options) {
        this.source = source;
        this.options = options;
    }

    /// Batches of tensors: of each tensor, the rows of the items.
    public static DataLoader<List<Tensor>> of(TensorDataset data) {
        return new DataLoader<>(
                new Source<>() {
                    @Override
                    public int size() {
                        return data.size();
                    }

                    @Override
                    public List<Tensor> load(int[] indices, long seed) {
                        return data.batch(indices);
                    }
                },
                Options.DEFAULT);
    }

    /// Batches of lists of tensors, such as parts of a [TensorDataset].
    public static DataLoader<List<Tensor>> of(Dataset<List<Tensor>> data) {
        return data instanceof TensorDataset tensors ? of(tensors) : of(data, Collate::tensors);
    }

    /// Batches made by a function of their items.
    ///
    /// @param collate such as `Collate::collate`
    public static <T, B> DataLoader<B> of(Dataset<T> data, Function<List<T>, B> collate) {
        return new DataLoader<>(new Items<>(data, collate), Options.DEFAULT);
    }

    // Settings

    /// How many items a batch has; 1 unless set.
    public DataLoader<B> batchSize(int size) {
        var o = options;
        return with(
                new Options(
                        size,
                        o.shuffle,
                        o.dropLast,
                        o.sampler,
                        o.batchSampler,
                        o.generator,
                        o.workers,
                        o.prefetch));
    }

    /// Takes the items in random order.
    public DataLoader<B> shuffle(boolean shuffle) {
        var o = options;
        return with(
                new Options(
                        o.batchSize,
                        shuffle,
                        o.dropLast,
                        o.sampler,
                        o.batchSampler,
                        o.generator,
                        o.workers,
                        o.prefetch));
    }

    /// Leaves out a last batch that is not full.
    public DataLoader<B> dropLast(boolean drop) {
        var o = options;
        return with(
                new Options(
                        o.batchSize,
                        o.shuffle,
                        drop,
                        o.sampler,
                        o.batchSampler,
                        o.generator,
                        o.workers,
                        o.prefetch));
    }

    /// Takes the items in the order of a sampler.
    public DataLoader<B> sampler(Sampler sampler) {
        var o = options;
        return with(
                new Options(
                        o.batchSize,
                        o.shuffle,
                        o.dropLast,
                        sampler,
                        o.batchSampler,
                        o.generator,
                        o.workers,
                        o.prefetch));
    }

    /// Takes batches as a sampler says, in place of all the above.
    public DataLoader<B> batchSampler(BatchSampler sampler) {
        var o = options;
        return with(
                new Options(
                        o.batchSize,
                        o.shuffle,
                        o.dropLast,
                        o.sampler,
                        sampler,
                        o.generator,
                        o.workers,
                        o.prefetch));
    }

    /// Draws the order from a generator; from the global one unless set.
    public DataLoader<B> generator(Generator generator) {
        var o = options;
        return with(
                new Options(
                        o.batchSize,
                        o.shuffle,
                        o.dropLast,
                        o.sampler,
                        o.batchSampler,
                        generator,
                        o.workers,
                        o.prefetch));
    }

    /// How many batches are made at the same time by other threads; with 0, the loop makes them
    /// itself.
    public DataLoader<B> workers(int workers) {
        var o = options;
        return with(
                new Options(
                        o.batchSize,
                        o.shuffle,
                        o.dropLast,
                        o.sampler,
                        o.batchSampler,
                        o.generator,
                        workers,
                        o.prefetch));
    }

    /// How many batches each worker is ahead; 2 unless set.
    public DataLoader<B> prefetch(int batches) {
        var o = options;
        return with(
                new Options(
                        o.batchSize,
                        o.shuffle,
                        o.dropLast,
                        o.sampler,
                        o.batchSampler,
                        o.generator,
                        o.workers,
                        batches));
    }

    private DataLoader<B> with(Options changed) {
        var loader = new DataLoader<>(source, changed);
        loader.order(); // refuses what cannot be gone through now, not in the first epoch
        return loader;
    }

    // Going through

    private BatchSampler order() {
        var o = options;
        if (o.batchSampler != null) {
            return o.batchSampler;
        }
        Sampler items =
                o.sampler != null
                        ? o.sampler
                        : o.shuffle
                                ? Sampler.random(source.size(), o.generator)
                                : Sampler.sequential(source.size());
        return new BatchSampler(items, o.batchSize == null ? 1 : o.batchSize, o.dropLast);
    }

    /// How many batches an epoch has. Torch: `len(loader)`.
    public int size() {
        return order().size();
    }

    /// The next epoch.
    @Override
    public Iterator<B> iterator() {
        Generator g = options.generator != null ? options.generator : Generator.global();
        BatchSampler order = order();
        // Before the order is drawn, as PyTorch does.
        long seed = g.nextLong() & Long.MAX_VALUE;
        return new Epoch<>(source, order.batches(), seed, options.workers, options.prefetch);
    }

    /// Items that are read one by one.
    private record Items<T, B>(Dataset<T> data, Function<List<T>, B> collate) implements Source<B> {
        @Override
        public int size() {
            return data.size();
        }

        @Override
        public B load(int[] indices, long seed) {
            var items = new ArrayList<T>(indices.length);
            for (int index : indices) {
                try {
                    items.add(
                            data instanceof RandomDataset<T> random
                                    ? random.get(index, new Generator(seed + index))
                                    : data.get(index));
                } catch (RuntimeException e) {
                    throw new LoadingException("DataLoader: item " + index + ": " + e, e);
                }
            }
            try {
                return collate.apply(items);
            } catch (RuntimeException e) {
                throw new LoadingException(
                        "DataLoader: the batch of items " + Arrays.toString(indices) + ": " + e, e);
            }
        }
    }
}
