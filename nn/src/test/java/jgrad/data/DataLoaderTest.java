package jgrad.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jgrad.Generator;
import jgrad.Tensor;
import jgrad.Tensors;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

class DataLoaderTest {
    private final TensorDataset data =
            new TensorDataset(Tensors.arange(12.0).reshape(6, 2), Tensors.arange(6));

    @Test
    void aBatchHasTheRowsOfEachTensor() {
        List<Tensor> batch = DataLoader.of(data).batchSize(4).iterator().next();
        assertThat(batch.get(0).shape().sizes()).containsExactly(4, 2);
        assertThat(batch.get(1).toLongArray()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void gatheringAtOnceGivesWhatStackingDoes() {
        var gathered = new ArrayList<Object>();
        var stacked = new ArrayList<Object>();
        for (var batch :
                DataLoader.of(data).batchSize(4).shuffle(true).generator(new Generator(3))) {
            batch.forEach(t -> gathered.add(t.toList()));
        }
        for (var batch :
                DataLoader.of(data, Collate::tensors)
                        .batchSize(4)
                        .shuffle(true)
                        .generator(new Generator(3))) {
            batch.forEach(t -> stacked.add(t.toList()));
        }
        assertThat(gathered).isEqualTo(stacked);
    }

    private record Faulty(int bad) implements Dataset<Integer> {
        @Override
        public int size() {
            return 10;
        }

        @Override
        public Integer get(int index) {
            if (index == bad) {
                throw new IllegalStateException("cannot decode");
            }
            return index;
        }
    }

    @Test
    void anErrorComesInItsTurnAndNamesTheItem() {
        for (int workers : new int[] {0, 2}) {
            var batches =
                    DataLoader.of(new Faulty(7), List::copyOf)
                            .batchSize(3)
                            .workers(workers)
                            .iterator();
            assertThat(batches.next()).isEqualTo(List.of(0, 1, 2));
            assertThat(batches.next()).isEqualTo(List.of(3, 4, 5));
            assertThatThrownBy(batches::next)
                    .isInstanceOf(LoadingException.class)
                    .hasMessage(
                            "DataLoader: item 7: java.lang.IllegalStateException: cannot decode")
                    .hasCauseInstanceOf(IllegalStateException.class);
            assertThat(batches.next()).isEqualTo(List.of(9));
        }
    }

    @Test
    void noMoreThanTheWorkersReadAtATime() {
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        var counted =
                new Dataset<Integer>() {
                    @Override
                    public int size() {
                        return 200;
                    }

                    @Override
                    public Integer get(int index) {
                        most.accumulateAndGet(now.incrementAndGet(), Math::max);
                        Thread.onSpinWait();
                        now.decrementAndGet();
                        return index;
                    }
                };
        int n = 0;
        for (var batch : DataLoader.of(counted, List::copyOf).batchSize(5).workers(3)) {
            assertThat(batch.get(0)).isEqualTo(n);
            n += batch.size();
        }
        assertThat(n).isEqualTo(200);
        assertThat(most.get()).isLessThanOrEqualTo(3);
    }

    private record Shifted(int size) implements RandomDataset<Double> {
        @Override
        public Double get(int index, Generator random) {
            return index + random.nextDouble();
        }
    }

    @Test
    void randomItemsAreTheSameForAnyNumberOfWorkers() {
        var all = new ArrayList<List<Double>>();
        for (int workers : new int[] {0, 1, 4}) {
            var items = new ArrayList<Double>();
            var loader =
                    DataLoader.of(new Shifted(20), List::copyOf)
                            .batchSize(3)
                            .generator(new Generator(5))
                            .workers(workers);
            loader.forEach(items::addAll);
            loader.forEach(items::addAll);
            assertThat(items.subList(0, 20)).isNotEqualTo(items.subList(20, 40));
            all.add(items);
        }
        assertThat(all.get(1)).isEqualTo(all.get(0));
        assertThat(all.get(2)).isEqualTo(all.get(0));
    }

    @Test
    void collatingMakesTensorsOfWhatCanBeOne() {
        Object batch =
                Collate.collate(
                        List.of(
                                Map.of("x", Tensors.ones(2), "n", 1, "name", "a"),
                                Map.of("x", Tensors.zeros(2), "n", 2, "name", "b")));
        var map = (Map<?, ?>) batch;
        assertThat(((Tensor) map.get("x")).shape().sizes()).containsExactly(2, 2);
        assertThat(((Tensor) map.get("n")).toLongArray()).containsExactly(1, 2);
        assertThat(map.get("name")).isEqualTo(List.of("a", "b"));
        assertThatThrownBy(() -> Collate.collate(List.of(List.of(1), List.of(1, 2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("each element in list of batch should be of equal size: 1 and 2");
    }

    @Test
    void whatExcludesEachOtherIsRefused() {
        var sampler = new BatchSampler(Sampler.sequential(6), 2, false);
        assertThatThrownBy(() -> DataLoader.of(data).batchSize(2).batchSampler(sampler))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "batch_sampler option is mutually exclusive with batch_size, shuffle,"
                                + " sampler, and drop_last");
    }
}
