package jgrad.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;

import jgrad.Generator;
import jgrad.Tensors;
import jgrad.golden.Golden;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The order of items for a seed, as PyTorch was recorded to deliver them; with workers too.
class RecordedLoadingTest {
    static Stream<Arguments> cases() {
        JsonNode all = Golden.document("dataloader.json").get("cases");
        return StreamSupport.stream(all.spliterator(), false)
                .flatMap(c -> Stream.of(0, 3).map(w -> Arguments.of(c.get("id").asText(), w, c)));
    }

    @ParameterizedTest(name = "{0}, {1} workers")
    @MethodSource("cases")
    void deliversInPyTorchsOrder(String id, int workers, JsonNode c) {
        var run = new Run(id, workers, c);
        if (c.has("exception")) {
            assertThatThrownBy(run::run)
                    .as(id)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(c.get("exception").get("message").asText());
        } else {
            run.run();
        }
    }

    /// Item i is i.
    private record Numbers(int size, int offset) implements Dataset<Integer> {
        @Override
        public Integer get(int index) {
            return offset + index;
        }
    }

    private record Run(String id, int workers, JsonNode c) {
        void run() {
            Generator g =
                    c.has("generator_seed")
                            ? new Generator(c.get("generator_seed").asLong())
                            : null;
            if (c.has("global_seed")) {
                Tensors.manualSeed(c.get("global_seed").asLong());
            }
            switch (c.get("kind").asText()) {
                case "dataloader" -> epochs(loader(g), c.get("delivered"));
                case "sampler" -> sampler(g);
                case "random_split" ->
                        split(new Numbers(c.get("n").asInt(), 0), g, c.get("subsets"));
                case "split_then_load" -> splitThenLoad(Objects.requireNonNull(g));
                default -> concat(Objects.requireNonNull(g));
            }
            if (c.has("next_generator_rand")) {
                Golden.assertSame(
                        id, Objects.requireNonNull(g).rand(2), c.get("next_generator_rand"));
            }
            if (c.has("next_global_rand")) {
                Golden.assertSame(id, Tensors.rand(2), c.get("next_global_rand"));
            }
        }

        private DataLoader<List<Integer>> loader(@Nullable Generator g) {
            int n = c.get("n").asInt();
            JsonNode k = c.path("kwargs");
            var loader = DataLoader.of(new Numbers(n, 0), List::copyOf).workers(workers);
            if (g != null && c.path("loader_uses_generator").asBoolean(true)) {
                loader = loader.generator(g);
            }
            if (k.has("batch_size")) {
                loader = loader.batchSize(k.get("batch_size").asInt());
            }
            if (k.has("shuffle")) {
                loader = loader.shuffle(k.get("shuffle").asBoolean());
            }
            if (k.has("drop_last")) {
                loader = loader.dropLast(k.get("drop_last").asBoolean());
            }
            if (c.has("sampler")) {
                loader = loader.sampler(make(c.get("sampler"), n, g));
            }
            if (c.has("batch_sampler")) {
                loader = loader.batchSampler(batches(c.get("batch_sampler"), n, g));
            }
            return loader;
        }

        private void epochs(DataLoader<List<Integer>> loader, JsonNode delivered) {
            if (c.has("len")) {
                assertThat(loader.size()).as(id).isEqualTo(c.get("len").asInt());
            }
            for (JsonNode epoch : delivered) {
                var batches = new ArrayList<List<Integer>>();
                loader.forEach(batches::add);
                assertThat(batches).as(id).isEqualTo(nested(epoch));
            }
        }

        private static List<List<Integer>> nested(JsonNode lists) {
            var all = new ArrayList<List<Integer>>();
            lists.forEach(list -> all.add(flat(list)));
            return all;
        }

        private static List<Integer> flat(JsonNode list) {
            return Arrays.stream(Golden.ints(list)).boxed().toList();
        }

        private static BatchSampler batches(JsonNode s, int n, @Nullable Generator g) {
            JsonNode k = s.get("kwargs");
            return new BatchSampler(
                    make(s.get("inner"), n, g),
                    k.get("batch_size").asInt(),
                    k.get("drop_last").asBoolean());
        }

        private static Sampler make(JsonNode s, int n, @Nullable Generator given) {
            JsonNode k = s.get("kwargs");
            Generator g = s.path("use_generator").asBoolean() ? given : null;
            return switch (s.get("type").asText()) {
                case "SequentialSampler" -> Sampler.sequential(n);
                case "RandomSampler" ->
                        Sampler.random(
                                n,
                                k.path("num_samples").asInt(n),
                                k.path("replacement").asBoolean(),
                                g);
                case "WeightedRandomSampler" -> {
                    JsonNode weights = k.get("weights");
                    var w = new double[weights.size()];
                    Arrays.setAll(w, i -> weights.get(i).asDouble());
                    yield Sampler.weighted(
                            w,
                            k.get("num_samples").asInt(),
                            k.path("replacement").asBoolean(true),
                            g);
                }
                case "SubsetRandomSampler" -> Sampler.subset(Golden.ints(k.get("indices")), g);
                case "DistributedSampler" ->
                        new DistributedSampler(
                                n,
                                k.get("num_replicas").asInt(),
                                k.get("rank").asInt(),
                                k.get("shuffle").asBoolean(),
                                k.get("seed").asLong(),
                                k.path("drop_last").asBoolean());
                case String other -> throw new AssertionError(other);
            };
        }

        private void sampler(@Nullable Generator g) {
            JsonNode s = c.get("sampler");
            int n = c.get("n").asInt();
            if (s.get("type").asText().equals("BatchSampler")) {
                BatchSampler sampler = batches(s, n, g);
                assertThat(sampler.size()).as(id).isEqualTo(c.get("len").asInt());
                for (JsonNode epoch : c.get("delivered")) {
                    var all = new ArrayList<List<Integer>>();
                    sampler.batches().forEach(b -> all.add(Arrays.stream(b).boxed().toList()));
                    assertThat(all).as(id).isEqualTo(nested(epoch));
                }
                return;
            }
            Sampler sampler = make(s, n, g);
            if (c.has("exception")) {
                sampler.indices();
            }
            assertThat(sampler.size()).as(id).isEqualTo(c.get("len").asInt());
            int number = 0;
            for (JsonNode epoch : c.get("delivered")) {
                if (sampler instanceof DistributedSampler distributed) {
                    distributed.setEpoch(number++);
                }
                assertThat(sampler.indices()).as(id).isEqualTo(Golden.ints(epoch));
            }
        }

        private List<Dataset<Integer>> parts(Dataset<Integer> data, @Nullable Generator given) {
            Generator g = given == null ? Generator.global() : given;
            JsonNode lengths = c.get("lengths");
            boolean shares = false;
            var doubles = new double[lengths.size()];
            for (int i = 0; i < doubles.length; i++) {
                shares |= lengths.get(i).isDouble();
                doubles[i] = lengths.get(i).asDouble();
            }
            return shares
                    ? data.randomSplit(g, doubles)
                    : data.randomSplit(g, Golden.ints(lengths));
        }

        private void split(Dataset<Integer> data, @Nullable Generator g, JsonNode subsets) {
            List<Dataset<Integer>> parts = parts(data, g);
            for (int i = 0; i < parts.size(); i++) {
                assertThat(((Subset<Integer>) parts.get(i)).indices())
                        .as(id)
                        .isEqualTo(Golden.ints(subsets.get(i)));
            }
        }

        private void splitThenLoad(Generator g) {
            List<Dataset<Integer>> parts = parts(new Numbers(c.get("n").asInt(), 0), g);
            int size = c.get("batch_size").asInt();
            var first = DataLoader.of(parts.get(0), List::copyOf);
            epochs(
                    first.batchSize(size).shuffle(true).generator(g).workers(workers),
                    c.get("delivered"));
            var second = new ArrayList<List<Integer>>();
            DataLoader.of(parts.get(1), List::copyOf)
                    .batchSize(size)
                    .generator(new Generator(0))
                    .workers(workers)
                    .forEach(second::add);
            assertThat(second).as(id).isEqualTo(nested(c.get("second")));
        }

        private void concat(Generator g) {
            var parts = new ArrayList<Dataset<Integer>>();
            int offset = 0;
            for (JsonNode n : c.get("lengths")) {
                parts.add(new Numbers(n.asInt(), offset));
                offset += 100;
            }
            var all = new ConcatDataset<>(parts);
            assertThat(all.size()).isEqualTo(c.get("len").asInt());
            var batches = new ArrayList<List<Integer>>();
            DataLoader.of(all, List::copyOf)
                    .batchSize(c.get("batch_size").asInt())
                    .shuffle(true)
                    .generator(g)
                    .workers(workers)
                    .forEach(batches::add);
            var expected = new ArrayList<List<Integer>>();
            c.get("values").forEach(v -> expected.add(flat(v.get(0))));
            assertThat(batches).as(id).isEqualTo(expected);
        }
    }
}
