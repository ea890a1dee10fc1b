package jgrad.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import jgrad.DType;
import jgrad.Reduction.ValuesAndIndices;
import jgrad.Tensor;
import jgrad.autograd.Edge;
import jgrad.autograd.Node;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Makes one recorded call and compares all that was recorded of it.
final class CaseRun {
    private static final Set<DType> COMPUTED =
            EnumSet.of(DType.BOOL, DType.INT32, DType.INT64, DType.FLOAT32, DType.FLOAT64);
    private static final List<String> SUSPECT =
            List.of("fd1_mismatch", "fd2_mismatch", "adjoint_mismatch", "fd_error");

    private final Operation operation;
    private final JsonNode line;
    private final List<String> problems = new ArrayList<>();

    private CaseRun(Operation operation, JsonNode line) {
        this.operation = operation;
        this.line = line;
    }

    static Verdict of(Operation operation, JsonNode line) {
        var run = new CaseRun(operation, line);
        try {
            switch (line.get("kind").asText()) {
                case "error" -> run.error();
                case "dtype" -> run.dtype();
                default -> {
                    for (String flag : SUSPECT) {
                        if (line.has(flag)) {
                            return new Verdict.Skipped("recording flagged " + flag);
                        }
                    }
                    run.values();
                    new GradientRun(operation, line, run.problems).run();
                    ForwardRun.run(operation, line, run.problems);
                    run.inPlace();
                }
            }
        } catch (Inexpressible e) {
            return new Verdict.Skipped(e.getMessage());
        } catch (RuntimeException | Error e) {
            run.problems.add("threw " + e + " at " + place(e));
        }
        return run.problems.isEmpty()
                ? new Verdict.Passed()
                : new Verdict.Failed(List.copyOf(run.problems));
    }

    private static String place(Throwable e) {
        return e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0].toString();
    }

    private void dtype() {
        boolean computed = true;
        for (JsonNode t : line.get("tensors")) {
            computed &= COMPUTED.contains(Recorded.dtype(t.path("dtype")));
        }
        for (JsonNode t : line.get("outputs")) {
            computed &= t.isNull() || COMPUTED.contains(Recorded.dtype(t.path("dtype")));
        }
        try {
            values();
        } catch (IllegalArgumentException e) {
            if (!computed) {
                throw new Inexpressible("operations on this element type come later");
            }
            throw e;
        }
    }

    private void values() {
        Call call = Call.of(line);
        Object result = operation.body().on(call);
        List<Object> flat = flatten(result);
        JsonNode outputs = line.get("outputs");
        if (flat.size() != outputs.size()) {
            problems.add("gave " + flat.size() + " results, expected " + outputs.size());
            return;
        }
        for (int k = 0; k < flat.size(); k++) {
            if (flat.get(k) instanceof Tensor t) {
                output(k, t, outputs.get(k), call);
            }
        }
    }

    static List<Object> flatten(Object result) {
        return switch (result) {
            case List<?> list -> new ArrayList<>(list);
            case ValuesAndIndices pair -> List.of(pair.values(), pair.indices());
            default -> List.of(result);
        };
    }

    private void output(int k, Tensor actual, JsonNode recorded, Call call) {
        Tensor expected = Recorded.tensor(recorded);
        if (expected == null) {
            return;
        }
        add("output " + k + " ", Closeness.difference(actual, expected));
        if (recorded.has("alias_of")) {
            Tensor of = call.tensors().get(recorded.get("alias_of").asInt());
            if (Raw.storage(of) != Raw.storage(actual)) {
                problems.add("output " + k + " is a copy, expected an alias");
            }
            if (recorded.has("offset")
                    && actual.storageOffset() != recorded.get("offset").asInt()) {
                problems.add(
                        "output "
                                + k
                                + " has offset "
                                + actual.storageOffset()
                                + ", expected "
                                + recorded.get("offset"));
            }
            if (recorded.path("same_object").asBoolean() && actual != of) {
                problems.add("output " + k + " is another object, expected the input itself");
            }
            if (recorded.has("is_view") && actual.isView() != recorded.get("is_view").asBoolean()) {
                problems.add(
                        "output "
                                + k
                                + " isView "
                                + actual.isView()
                                + ", expected "
                                + recorded.get("is_view"));
            }
        } else {
            for (Tensor t : call.tensors()) {
                if (t != null && Raw.storage(t) == Raw.storage(actual) && actual.numel() > 0) {
                    problems.add("output " + k + " is an alias, expected a copy");
                }
            }
        }
        if (recorded.has("grad_fn")) {
            add("output " + k + " ", nodeDifference(actual.gradFn(), recorded.get("grad_fn")));
        }
    }

    /// Compares the name of a node and its edges.
    static @Nullable String nodeDifference(@Nullable Node node, JsonNode recorded) {
        String expected = recorded.isNull() ? "none" : recorded.get("name").asText();
        String actual = node == null ? "none" : shortName(node);
        if (!expected.equals(actual)) {
            return "gradFn " + actual + ", expected " + expected;
        }
        if (node == null) {
            return null;
        }
        var edges = new ArrayList<String>();
        for (Edge edge : node.nextFunctions()) {
            Node next = edge.node();
            edges.add((next == null ? "null" : shortName(next)) + " " + edge.inputNr());
        }
        var wanted = new ArrayList<String>();
        for (JsonNode edge : recorded.get("next")) {
            wanted.add(edge.get(0).asText("null") + " " + edge.get(1));
        }
        return edges.equals(wanted) ? null : actual + " edges " + edges + ", expected " + wanted;
    }

    private static String shortName(Node node) {
        String name = node.name();
        return name.substring(name.lastIndexOf(':') + 1);
    }

    private void inPlace() {
        JsonNode recorded = line.get("inplace");
        if (recorded == null || recorded.isNull()) {
            return;
        }
        Operation.Body body = operation.inPlace();
        if (body == null) {
            return;
        }
        Call call = Call.of(line);
        Tensor target = call.self().clone();
        JsonNode error = recorded.get("error");
        if (error != null) {
            double[] before = target.toDoubleArray();
            expectError(
                    () -> body.on(call.on(target)),
                    error.get("message").asText(),
                    null,
                    "in place: ");
            if (!java.util.Arrays.equals(before, target.toDoubleArray())) {
                problems.add("in place: refused, but wrote");
            }
            return;
        }
        Tensor result = (Tensor) body.on(call.on(target));
        if (result != target) {
            problems.add("in place: gave another tensor");
        }
        Tensor expected = Recorded.tensor(line.get("outputs").get(0));
        if (expected != null && recorded.path("value_matches").asBoolean()) {
            add("in place: ", Closeness.difference(target, expected));
        }
        if (recorded.has("grad_fn")) {
            add("in place: ", nodeDifference(target.gradFn(), recorded.get("grad_fn")));
        }
    }

    private void error() {
        Call call = Call.of(line);
        if (call.kwargs().has("out")) {
            throw new Inexpressible("there are no out= variants");
        }
        expectError(
                () -> operation.body().on(call),
                line.get("exception").get("message").asText(),
                line.get("test_expects").get("regex").asText(),
                "");
    }

    private void expectError(Runnable call, String message, @Nullable String regex, String where) {
        try {
            call.run();
            problems.add(where + "no exception, expected: " + message);
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            String actual = String.valueOf(e.getMessage());
            boolean same = actual.contains(message);
            boolean matches =
                    regex != null
                            && !regex.isEmpty()
                            && Pattern.compile(regex).matcher(actual).find();
            if (!same && !matches) {
                problems.add(where + "message '" + actual + "', expected '" + message + "'");
            }
        }
    }

    private void add(String where, @Nullable String difference) {
        if (difference != null) {
            problems.add(where + difference);
        }
    }
}
