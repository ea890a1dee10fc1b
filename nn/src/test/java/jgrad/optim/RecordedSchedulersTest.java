package jgrad.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.Warnings;
import jgrad.golden.Golden;

import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Each scheduler against the rates that PyTorch set.
class RecordedSchedulersTest {
    @BeforeEach
    void hearNoWarnings() {
        Warnings.handle(_ -> {});
    }

    @AfterEach
    void hearWarnings() {
        Warnings.handle(null);
    }

    static Stream<Arguments> cases() {
        JsonNode cases = Golden.document("schedulers.json").get("cases");
        return StreamSupport.stream(cases.spliterator(), false)
                .map(c -> Arguments.of(c.get("id").asText(), c));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void followsPyTorch(String id, JsonNode c) {
        if (c.has("exception") && !c.get("exception").has("at_step")) {
            assertThatThrownBy(() -> new Run(id, c))
                    .isInstanceOf(IllegalArgumentException.class)
                    .satisfies(e ->
                            assertThat(e.getMessage().replace("pct_start, but got 1.5.", ""))
                                    .startsWith(c.get("exception").get("message").asText()));
        } else {
            new Run(id, c).run();
        }
    }

    /// A scheduler of either kind.
    private record Handle(
            Consumer<JsonNode> step,
            Supplier<Map<String, @Nullable Object>> save,
            Consumer<Map<String, @Nullable Object>> load,
            Supplier<List<Double>> lastLr) {}

    private static final class Run {
        final String id;
        final JsonNode c;
        Optimizer optimizer;
        Handle scheduler;

        Run(String id, JsonNode c) {
            this.id = id;
            this.c = c;
            optimizer = optimizer();
            scheduler = scheduler(c.get("scheduler"));
        }

        Optimizer optimizer() {
            JsonNode lrs = c.get("lrs_initial");
            OptimizerByName.Made made = null;
            for (JsonNode lr : lrs) {
                List<Tensor> params = List.of(Tensors.zeros(1).requiresGrad_());
                JsonNode own = JsonNodeFactory.instance.objectNode().set("lr", lr);
                if (made == null) {
                    made =
                            OptimizerByName.make(
                                    c.get("optimizer").get("type").asText(),
                                    params,
                                    c.get("optimizer").get("kwargs"),
                                    own);
                } else {
                    var _ = made.add().apply(params, own);
                }
            }
            return Objects.requireNonNull(made).optimizer();
        }

        Handle scheduler(JsonNode s) {
            JsonNode k = s.get("kwargs");
            if (s.get("type").asText().equals("ReduceLROnPlateau")) {
                var plateau = new ReduceLROnPlateau(optimizer, plateau(k));
                return new Handle(
                        metric -> plateau.step(metric.isObject() ? Double.NaN : metric.asDouble()),
                        plateau::stateDict,
                        plateau::loadStateDict,
                        plateau::lastLr);
            }
            LRScheduler made = formula(s);
            return new Handle(
                    epoch -> {
                        if (epoch == null) {
                            made.step();
                        } else if (made instanceof CosineAnnealingWarmRestarts restarts) {
                            restarts.step(epoch.asDouble());
                        } else {
                            ((FormulaLR) made).step(epoch.asInt());
                        }
                    },
                    made::stateDict,
                    made::loadStateDict,
                    made::lastLr);
        }

        LRScheduler formula(JsonNode s) {
            JsonNode k = s.get("kwargs");
            return switch (s.get("type").asText()) {
                case "StepLR" -> new StepLR(optimizer, i(k, "step_size", 0), d(k, "gamma", 0.1));
                case "MultiStepLR" ->
                        new MultiStepLR(
                                optimizer, d(k, "gamma", 0.1), Golden.ints(k.get("milestones")));
                case "ExponentialLR" -> new ExponentialLR(optimizer, d(k, "gamma", 0));
                case "LambdaLR" -> new LambdaLR(optimizer, lambdas(k.get("lr_lambda")));
                case "MultiplicativeLR" ->
                        new MultiplicativeLR(optimizer, lambdas(k.get("lr_lambda")));
                case "ConstantLR" ->
                        new ConstantLR(optimizer, d(k, "factor", 1.0 / 3), i(k, "total_iters", 5));
                case "LinearLR" ->
                        new LinearLR(
                                optimizer,
                                d(k, "start_factor", 1.0 / 3),
                                d(k, "end_factor", 1),
                                i(k, "total_iters", 5));
                case "PolynomialLR" ->
                        new PolynomialLR(optimizer, i(k, "total_iters", 5), d(k, "power", 1));
                case "CosineAnnealingLR" ->
                        new CosineAnnealingLR(optimizer, i(k, "T_max", 0), d(k, "eta_min", 0));
                case "CosineAnnealingWarmRestarts" ->
                        new CosineAnnealingWarmRestarts(
                                optimizer, i(k, "T_0", 0), i(k, "T_mult", 1), d(k, "eta_min", 0));
                case "CyclicLR" -> new CyclicLR(optimizer, cyclic(k));
                case "OneCycleLR" -> new OneCycleLR(optimizer, oneCycle(k));
                case "SequentialLR" ->
                        new SequentialLR(children(s), Golden.ints(k.get("milestones")));
                case "ChainedScheduler" ->
                        new ChainedScheduler(children(s).toArray(LRScheduler[]::new));
                case String other -> throw new AssertionError(other);
            };
        }

        List<LRScheduler> children(JsonNode s) {
            var all = new ArrayList<LRScheduler>();
            s.get("schedulers").forEach(child -> all.add(formula(child)));
            return all;
        }

        void run() {
            compareRates(0);
            JsonNode exception = c.path("exception");
            int steps = c.get("steps").asInt();
            for (int step = 0; step < steps; step++) {
                for (JsonNode at : c.path("reload_before_steps")) {
                    if (at.asInt() == step) {
                        reload();
                    }
                }
                optimizer.step();
                JsonNode argument =
                        c.has("metrics")
                                ? c.get("metrics").get(step)
                                : c.has("epochs") ? c.get("epochs").get(step) : null;
                if (exception.path("at_step").asInt(-1) == step) {
                    assertThatThrownBy(() -> scheduler.step.accept(argument))
                            .hasMessage(exception.get("message").asText());
                    return;
                }
                scheduler.step.accept(argument);
                compareRates(step + 1);
            }
            compare(id, scheduler.save.get(), c.get("state_dict"));
        }

        void reload() {
            Map<String, @Nullable Object> optimizerState = optimizer.stateDict();
            Map<String, @Nullable Object> schedulerState = scheduler.save.get();
            optimizer = optimizer();
            scheduler = scheduler(c.get("scheduler"));
            optimizer.loadStateDict(optimizerState);
            scheduler.load.accept(schedulerState);
        }

        void compareRates(int step) {
            for (int g = 0; g < optimizer.paramGroups().size(); g++) {
                ParamGroup group = optimizer.paramGroups().get(g);
                number(id + " lr " + step, group.lr(), c.get("lrs").get(step).get(g));
                number(
                        id + " last lr",
                        scheduler.lastLr.get().get(g),
                        c.get("lrs").get(step).get(g));
                if (c.has("momentum")) {
                    double m =
                            group.has("betas")
                                    ? group.number("betas", 0)
                                    : group.number("momentum");
                    JsonNode expected = c.get("momentum").get(step);
                    number(
                            id + " momentum " + step,
                            m,
                            expected.isArray() ? expected.get(g) : expected);
                }
            }
        }

        void compare(String where, @Nullable Object actual, JsonNode expected) {
            if (expected.has("f")) {
                assertThat(actual).as(where).isEqualTo(Double.valueOf(expected.get("f").asText()));
            } else if (expected.isObject()) {
                var map = (Map<?, ?>) Objects.requireNonNull(actual);
                var names = new ArrayList<String>();
                expected.fieldNames().forEachRemaining(names::add);
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
                // CosineAnnealingWarmRestarts does not count steps in PyTorch.
                if (!where.endsWith("_step_count") || expected.asInt() != 0) {
                    number(
                            where,
                            ((Number) Objects.requireNonNull(actual)).doubleValue(),
                            expected);
                }
            } else if (expected.isNull()) {
                assertThat(actual).as(where).isNull();
            } else {
                assertThat(String.valueOf(actual)).as(where).isEqualTo(expected.asText());
            }
        }

        static void number(String what, double actual, JsonNode expected) {
            assertThat(actual)
                    .as(what)
                    .isCloseTo(
                            expected.asDouble(),
                            Offset.offset(1e-12 * Math.abs(expected.asDouble()) + 1e-300));
        }
    }

    private static double d(JsonNode k, String name, double otherwise) {
        return k.path(name).asDouble(otherwise);
    }

    private static int i(JsonNode k, String name, int otherwise) {
        return k.path(name).asInt(otherwise);
    }

    private static double[] ds(JsonNode value) {
        if (!value.isArray()) {
            return new double[] {value.asDouble()};
        }
        var all = new double[value.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = value.get(i).asDouble();
        }
        return all;
    }

    private static ReduceLROnPlateau.Options plateau(JsonNode k) {
        var o = ReduceLROnPlateau.Options.DEFAULT;
        double threshold = d(k, "threshold", 1e-4);
        for (var e : k.properties()) {
            JsonNode v = e.getValue();
            o =
                    switch (e.getKey()) {
                        case "mode" ->
                                switch (v.asText()) {
                                    case "max" -> o.max();
                                    case "min" -> o;
                                    // A wrong word cannot be written in Java.
                                    default ->
                                            throw new IllegalArgumentException(
                                                    "mode " + v.asText() + " is unknown!");
                                };
                        case "factor" -> o.factor(v.asDouble());
                        case "patience" -> o.patience(v.asInt());
                        case "cooldown" -> o.cooldown(v.asInt());
                        case "min_lr" -> o.minLr(ds(v));
                        case "eps" -> o.eps(v.asDouble());
                        case "threshold", "threshold_mode" ->
                                k.path("threshold_mode").asText().equals("abs")
                                        ? o.absoluteThreshold(threshold)
                                        : o.threshold(threshold);
                        default -> throw new AssertionError(e);
                    };
        }
        return o;
    }

    private static CyclicLR.Options cyclic(JsonNode k) {
        var o = CyclicLR.Options.DEFAULT;
        for (var e : k.properties()) {
            JsonNode v = e.getValue();
            o =
                    switch (e.getKey()) {
                        case "base_lr" -> o.baseLr(ds(v));
                        case "max_lr" -> o.maxLr(ds(v));
                        case "step_size_up" -> o.stepSizeUp(v.asInt());
                        case "step_size_down" -> o.stepSizeDown(v.asInt());
                        case "mode" ->
                                switch (v.asText()) {
                                    case "triangular2" -> o.triangular2();
                                    case "exp_range" -> o.expRange(d(k, "gamma", 1));
                                    default -> throw new AssertionError(v);
                                };
                        case "cycle_momentum" -> o.cycleMomentum(v.asBoolean());
                        case "base_momentum" -> o.baseMomentum(ds(v));
                        case "max_momentum" -> o.maxMomentum(ds(v));
                        case "scale_fn" ->
                                k.get("scale_mode").asText().equals("cycle")
                                        ? o.scaleByCycle(function(v.asText()))
                                        : o.scaleByStep(function(v.asText()));
                        case "gamma", "scale_mode" -> o;
                        default -> throw new AssertionError(e);
                    };
        }
        return o;
    }

    private static OneCycleLR.Options oneCycle(JsonNode k) {
        var o = OneCycleLR.Options.DEFAULT;
        for (var e : k.properties()) {
            JsonNode v = e.getValue();
            o =
                    switch (e.getKey()) {
                        case "max_lr" -> o.maxLr(ds(v));
                        case "total_steps" -> o.totalSteps(v.asInt());
                        case "epochs" -> o.totalSteps(v.asInt() * k.get("steps_per_epoch").asInt());
                        case "steps_per_epoch" -> o;
                        case "pct_start" -> o.pctStart(v.asDouble());
                        case "anneal_strategy" -> v.asText().equals("linear") ? o.linear() : o;
                        case "cycle_momentum" -> o.cycleMomentum(v.asBoolean());
                        case "div_factor" -> o.divFactor(v.asDouble());
                        case "final_div_factor" -> o.finalDivFactor(v.asDouble());
                        case "three_phase" -> v.asBoolean() ? o.threePhase() : o;
                        default -> throw new AssertionError(e);
                    };
        }
        return o;
    }

    private static IntToDoubleFunction[] lambdas(JsonNode node) {
        var all = new ArrayList<IntToDoubleFunction>();
        if (node.isArray()) {
            node.forEach(text -> all.add(function(text.asText())::applyAsDouble));
        } else {
            all.add(function(node.asText())::applyAsDouble);
        }
        return all.toArray(IntToDoubleFunction[]::new);
    }

    private static DoubleUnaryOperator function(String expression) {
        return switch (expression) {
            case "0.95 ** epoch" -> x -> Math.pow(0.95, x);
            case "1.0 / (1 + epoch)" -> x -> 1 / (1 + x);
            case "math.cos(epoch / 10)" -> x -> Math.cos(x / 10);
            case "0.9 if epoch % 2 else 1.05" -> x -> x % 2 == 1 ? 0.9 : 1.05;
            case "0.5 * (1 + math.sin(x * math.pi / 2))" ->
                    x -> 0.5 * (1 + Math.sin(x * Math.PI / 2));
            case "1 / (1 + 0.1 * x)" -> x -> 1 / (1 + 0.1 * x);
            case "0.99" -> _ -> 0.99;
            default -> throw new AssertionError(expression);
        };
    }
}
