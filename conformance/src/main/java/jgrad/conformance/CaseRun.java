package jgrad.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Makes one recorded call and compares all that was recorded of it.
final class CaseRun {
    private static final List<String> SUSPECT =
            List.of("fd1_mismatch", "fd2_mismatch", "adjoint_mismatch", "fd_error");

    private final OpFile file;
    private final @Nullable Operation operation;
    private final JsonNode line;
    private final Deviations deviations;
    private final Closeness closeness;
    private final List<Check> checks = new ArrayList<>();

    private CaseRun(
            OpFile file, @Nullable Operation operation, JsonNode line, Deviations deviations) {
        this.file = file;
        this.operation = operation;
        this.line = line;
        this.deviations = deviations;
        this.closeness = Closeness.of(file.function(), line);
    }

    static List<Check> of(
            OpFile file, @Nullable Operation operation, JsonNode line, Deviations deviations) {
        var run = new CaseRun(file, operation, line, deviations);
        switch (line.get("kind").asText()) {
            case "error" -> run.check(Category.ERRORS, run::error);
            case "dtype" -> run.check(Category.OTHER_TYPES, run::values);
            case "case" -> run.all();
            default -> {}
        }
        return run.checks;
    }

    private void all() {
        check(Category.VALUES, this::values);
        check(Category.VIEWS, this::views);
        if (recorded("grad_fn", line.get("outputs"))) {
            check(Category.NODE_NAMES, this::nodes);
        }
        boolean differentiated = line.has("grads") && !line.has("backward_error");
        if (differentiated) {
            derivative(Category.GRADIENTS, () -> gradients().first());
        }
        if (differentiated && line.path("gradgrad").isObject()) {
            derivative(Category.SECOND_GRADIENTS, () -> gradients().second());
        }
        if (differentiated && line.has("grad_grad_fn")) {
            derivative(Category.FIRST_DERIVATIVE_NODES, () -> gradients().firstNodes());
        }
        if (line.path("jvp").isArray() && !line.has("jvp_error")) {
            derivative(Category.FORWARD_MODE, () -> new ForwardRun(this).difference());
        }
        if (line.path("inplace").isObject()) {
            check(Category.IN_PLACE, this::inPlace);
        }
    }

    private static boolean recorded(String field, JsonNode outputs) {
        for (JsonNode output : outputs) {
            if (output.has(field)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable String suspect() {
        return SUSPECT.stream().filter(line::has).findFirst().orElse(null);
    }

    private void derivative(Category category, Supplier<@Nullable String> comparison) {
        String flag = suspect();
        if (flag == null || operation == null) {
            check(category, comparison);
        } else {
            checks.add(Check.excluded(category, "recording flagged " + flag));
        }
    }

    private void check(Category category, Supplier<@Nullable String> comparison) {
        checks.add(deviations.apply(file.function(), outcome(category, comparison)));
    }

    private Check outcome(Category category, Supplier<@Nullable String> comparison) {
        if (operation == null) {
            return Check.missing(category, "jgrad has no " + file.function());
        }
        if (category == Category.IN_PLACE && operation.inPlace() == null) {
            return Check.missing(category, "jgrad has no " + line.get("inplace").path("name"));
        }
        try {
            String difference = comparison.get();
            return difference == null ? Check.passed(category) : Check.failed(category, difference);
        } catch (Inexpressible e) {
            return Check.excluded(category, String.valueOf(e.getMessage()));
        } catch (NotYet e) {
            return Check.missing(category, String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            return Check.failed(category, "threw " + e + " at " + place(e));
        }
    }

    private static String place(Throwable e) {
        return e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0].toString();
    }

    JsonNode line() {
        return line;
    }

    Closeness closeness() {
        return closeness;
    }

    Call call() {
        List<String> own = operation().argumentNames();
        return Call.of(line, Signature.names(file.header(), line, own));
    }

    Operation operation() {
        if (operation == null) {
            throw new IllegalStateException("no operation " + file.function());
        }
        return operation;
    }

    /// The results that were differentiated, processed as `post` asks.
    List<Tensor> outputs(@Nullable Object result) {
        List<Tensor> all = Results.tensors(result);
        var outputs = new ArrayList<Tensor>();
        int next = 0;
        for (JsonNode k : line.get("diff_outputs")) {
            Tensor output = all.get(k.asInt());
            JsonNode post = line.path("post").path(next++);
            outputs.add(post.path(1).asText().equals("abs") ? output.abs() : output);
        }
        return outputs;
    }

    private GradientRun gradients() {
        return new GradientRun(this);
    }

    private @Nullable String values() {
        Object result = operation().body().on(call());
        String form = Results.difference(result, line.get("out"), closeness);
        if (form != null) {
            return form;
        }
        List<Tensor> tensors = Results.tensors(result);
        for (int k = 0; k < tensors.size(); k++) {
            Tensor expected = RecordedTensor.orNull(line.get("outputs").get(k));
            if (expected != null) {
                boolean signless = signless(k);
                String difference =
                        closeness.difference(
                                signless ? tensors.get(k).abs() : tensors.get(k),
                                signless ? expected.abs() : expected);
                if (difference != null) {
                    return "output " + k + " " + difference;
                }
            }
        }
        return null;
    }

    private boolean signless(int k) {
        for (JsonNode post : line.path("post")) {
            if (post.get(0).asInt() == k) {
                return post.get(1).asText().equals("abs");
            }
        }
        return false;
    }

    private @Nullable String views() {
        Call call = call();
        List<Tensor> tensors = Results.tensors(operation().body().on(call));
        for (int k = 0; k < tensors.size(); k++) {
            JsonNode recorded = line.get("outputs").get(k);
            if (recorded != null && recorded.isObject()) {
                String difference = Aliases.difference(tensors.get(k), recorded, call.tensors());
                if (difference != null) {
                    return "output " + k + " " + difference;
                }
            }
        }
        return null;
    }

    private @Nullable String nodes() {
        List<Tensor> tensors = Results.tensors(operation().body().on(call()));
        for (int k = 0; k < tensors.size(); k++) {
            JsonNode recorded = line.get("outputs").path(k);
            if (recorded.has("grad_fn")) {
                String difference =
                        Graph.difference(tensors.get(k).gradFn(), recorded.get("grad_fn"));
                if (difference != null) {
                    return "output " + k + " " + difference;
                }
            }
        }
        return null;
    }

    private @Nullable String inPlace() {
        JsonNode recorded = line.get("inplace");
        Operation.Body body = operation().inPlace();
        if (body == null) {
            return "no variant";
        }
        Call call = call();
        Tensor target = call.self().clone();
        if (recorded.has("error")) {
            double[] before = target.toDoubleArray();
            String message = recorded.get("error").get("message").asText();
            String difference = refusal(() -> body.on(call.on(target)), message, null);
            return difference == null && !Arrays.equals(before, target.toDoubleArray())
                    ? "refused, but wrote"
                    : difference;
        }
        if (body.on(call.on(target)) != target) {
            return "gave another tensor";
        }
        Tensor expected = RecordedTensor.orNull(line.get("outputs").get(0));
        if (expected != null && recorded.path("value_matches").asBoolean()) {
            String difference = closeness.difference(target, expected);
            if (difference != null) {
                return difference;
            }
        }
        if (recorded.has("grad_fn")) {
            String difference = Graph.difference(target.gradFn(), recorded.get("grad_fn"));
            if (difference != null) {
                return difference;
            }
        }
        boolean derived = recorded.path("grads_match").asBoolean() && suspect() == null;
        return derived ? gradients().inPlace(body) : null;
    }

    private @Nullable String error() {
        Call call = call();
        if (line.get("kwargs").has("out")) {
            throw new Inexpressible("there are no out= variants");
        }
        return refusal(
                () -> operation().body().on(call),
                line.get("exception").get("message").asText(),
                line.get("test_expects").path("regex").asText(null));
    }

    private static @Nullable String refusal(Runnable call, String message, @Nullable String regex) {
        try {
            call.run();
            return "no exception, expected: " + message;
        } catch (IllegalArgumentException
                | IllegalStateException
                | IndexOutOfBoundsException
                | UnsupportedOperationException e) {
            String actual = String.valueOf(e.getMessage());
            boolean matches =
                    regex != null
                            && !regex.isEmpty()
                            && Pattern.compile(regex).matcher(actual).find();
            return matches || actual.contains(message)
                    ? null
                    : "message '" + actual + "', expected '" + message + "'";
        }
    }
}
