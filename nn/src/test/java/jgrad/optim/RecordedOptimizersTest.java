package jgrad.optim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.golden.Golden;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// Each optimiser against what PyTorch did with the same parameters and gradients.
class RecordedOptimizersTest {
    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();
    private static final Set<String> IGNORED =
            Set.of("foreach", "fused", "capturable", "differentiable");

    static Stream<org.junit.jupiter.params.provider.Arguments> cases() {
        return Golden.lines("optim.jsonl.gz").stream()
                .map(c -> org.junit.jupiter.params.provider.Arguments.of(c.get("id").asText(), c));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void followsPyTorchStepByStep(String id, JsonNode c) {
        if (c.has("objective")) {
            new ClosureRun(id, c).run();
        } else {
            new Run(id, c).run();
        }
    }

    private static class Run {
        final String id;
        final JsonNode c;
        final List<Tensor> params = new ArrayList<>();
        OptimizerByName.Made made;
        double absolute;
        double relative;

        Run(String id, JsonNode c) {
            this.id = id;
            this.c = c;
            c.get("params").forEach(p -> params.add(Golden.tensor(p).requiresGrad_()));
            made = make();
            boolean single = params.getFirst().dtype() == DType.FLOAT32;
            relative = single ? 1e-6 : 1e-12;
            absolute = single ? 1e-7 : 1e-14;
        }

        OptimizerByName.Made make() {
            JsonNode groups = c.get("groups");
            String name = c.get("optimizer").asText();
            var first =
                    OptimizerByName.make(name, pick(groups.get(0)), c.get("kwargs"), groups.get(0));
            for (int i = 1; i < groups.size(); i++) {
                var _ = first.add().apply(pick(groups.get(i)), groups.get(i));
            }
            return first;
        }

        List<Tensor> pick(JsonNode group) {
            var picked = new ArrayList<Tensor>();
            group.get("params").forEach(i -> picked.add(params.get(i.asInt())));
            return picked;
        }

        void run() {
            for (int step = 0; step < c.get("grads").size(); step++) {
                for (JsonNode event : c.path("events")) {
                    if (event.get("before_step").asInt() == step) {
                        happen(event);
                    }
                }
                if (c.get("optimizer").asText().equals("Muon")) {
                    double largest = 0;
                    for (ParamGroup group : made.optimizer().paramGroups()) {
                        largest = Math.max(largest, group.lr());
                    }
                    absolute += 2e-2 * largest;
                }
                JsonNode grads = c.get("grads").get(step);
                for (int i = 0; i < params.size(); i++) {
                    JsonNode grad = i < grads.size() ? grads.get(i) : null;
                    params.get(i)
                            .setGrad(grad == null || grad.isNull() ? null : Golden.tensor(grad));
                }
                made.optimizer().step();
                JsonNode after = c.get("after").get(step);
                for (int i = 0; i < after.size(); i++) {
                    close(id + " step " + step + " param " + i, params.get(i), after.get(i));
                }
            }
            compareState();
        }

        void happen(JsonNode event) {
            switch (event.get("do").asText()) {
                case "set_lr" ->
                        made.optimizer()
                                .paramGroups()
                                .get(event.get("group").asInt())
                                .lr(event.get("lr").asDouble());
                case "add_param_group" -> {
                    var _ = made.add().apply(pick(event), event.get("options"));
                }
                case "reload" -> {
                    var fresh = make();
                    fresh.optimizer().loadStateDict(made.optimizer().stateDict());
                    made = fresh;
                }
                default -> throw new AssertionError(event);
            }
        }

        void compareState() {
            Map<String, @Nullable Object> state = made.optimizer().stateDict();
            compare(id + " state", state.get("state"), c.get("state_dict").get("state"));
            compare(
                    id + " groups",
                    state.get("param_groups"),
                    c.get("state_dict").get("param_groups"));
        }

        void compare(String where, @Nullable Object actual, JsonNode expected) {
            if (expected.has("data")) {
                close(where, (Tensor) Objects.requireNonNull(actual), expected);
            } else if (expected.has("f")) {
                assertThat(actual).as(where).isEqualTo(expected.get("f").asDouble());
            } else if (expected.isObject()) {
                var map = (Map<?, ?>) Objects.requireNonNull(actual);
                var names = new ArrayList<String>();
                expected.properties()
                        .forEach(e -> {
                            if (!IGNORED.contains(e.getKey())) {
                                names.add(e.getKey());
                            }
                        });
                assertThat(map.keySet().stream().map(String::valueOf))
                        .as(where)
                        .containsExactlyInAnyOrderElementsOf(names);
                map.forEach((k, v) -> compare(where + "." + k, v, expected.get(String.valueOf(k))));
            } else if (expected.isArray()) {
                var list = (List<?>) Objects.requireNonNull(actual);
                assertThat(list).as(where).hasSize(expected.size());
                for (int i = 0; i < list.size(); i++) {
                    compare(where + "[" + i + "]", list.get(i), expected.get(i));
                }
            } else if (expected.isNumber()) {
                Object value = actual instanceof Tensor t ? t.item() : actual;
                double a = ((Number) Objects.requireNonNull(value)).doubleValue();
                assertThat(a)
                        .as(where)
                        .isCloseTo(
                                expected.asDouble(),
                                org.assertj.core.data.Offset.offset(
                                        absolute
                                                + Math.max(relative, 1e-12)
                                                        * Math.abs(expected.asDouble())));
            } else if (expected.isNull()) {
                assertThat(actual).as(where).isNull();
            } else {
                assertThat(String.valueOf(actual)).as(where).isEqualTo(expected.asText());
            }
        }

        void close(String where, Tensor actual, JsonNode expected) {
            Golden.assertClose(where, actual.detach(), Golden.tensor(expected), relative, absolute);
        }
    }

    private static final class ClosureRun extends Run {
        private int calls;

        ClosureRun(String id, JsonNode c) {
            super(id, c);
            if (id.startsWith("LBFGS")) {
                relative = 1e-6;
                absolute = 1e-6;
            }
        }

        @Override
        void run() {
            JsonNode losses = c.get("loss_returned");
            for (int step = 0; step < c.get("steps").asInt(); step++) {
                calls = 0;
                Tensor loss = made.optimizer().step(this::closure);
                number("loss", Objects.requireNonNull(loss).toDouble(), losses.get(step));
                number("loss after", objective().toDouble(), c.get("loss_after").get(step));
                for (int i = 0; i < params.size(); i++) {
                    close(id + " step " + step, params.get(i), c.get("after").get(step).get(i));
                }
                assertThat(calls).as(id).isEqualTo(c.get("closure_calls").get(step).asInt());
            }
            if (!id.startsWith("LBFGS")) {
                compareState();
            } else {
                var state =
                        (Map<?, ?>)
                                Objects.requireNonNull(made.optimizer().stateDict().get("state"));
                var own = (Map<?, ?>) Objects.requireNonNull(state.get(0L));
                JsonNode expected = c.get("state_dict").get("state").get("0");
                var names = new ArrayList<String>();
                expected.fieldNames().forEachRemaining(names::add);
                assertThat(own.keySet().stream().map(String::valueOf))
                        .containsExactlyInAnyOrderElementsOf(names);
                for (String name : List.of("func_evals", "n_iter")) {
                    assertThat(own.get(name)).as(name).isEqualTo(expected.get(name).asLong());
                }
                compare(
                        id,
                        made.optimizer().stateDict().get("param_groups"),
                        c.get("state_dict").get("param_groups"));
            }
        }

        private void number(String what, double actual, JsonNode expected) {
            assertThat(actual)
                    .as(id + " " + what)
                    .isCloseTo(
                            expected.asDouble(),
                            org.assertj.core.data.Offset.offset(
                                    absolute + relative * Math.abs(expected.asDouble())));
        }

        private Tensor closure() {
            calls++;
            made.optimizer().zeroGrad();
            Tensor loss = objective();
            loss.backward();
            return loss;
        }

        private Tensor objective() {
            Tensor x = Tensors.cat(params.stream().map(p -> p.reshape(-1)).toList(), 0);
            int n = x.numel();
            return switch (c.get("objective").asText()) {
                case "rosenbrock" -> {
                    Tensor a = x.narrow(0, 0, n - 1);
                    Tensor b = x.narrow(0, 1, n - 1);
                    yield b.sub(a.pow(2)).pow(2).mul(100.0).add(a.rsub(1.0).pow(2)).sum();
                }
                case "quadratic" -> {
                    Tensor m = Golden.tensor(c.get("A"));
                    Tensor v = Golden.tensor(c.get("b"));
                    yield x.dot(m.mv(x)).div(2.0).sub(v.dot(x));
                }
                case "cosine_bowl" -> x.cos().rsub(1.0).sum().add(x.pow(2).sum().mul(0.05));
                case String other -> throw new AssertionError(other);
            };
        }
    }
}
