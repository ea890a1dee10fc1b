package jgrad.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import jgrad.Tensor;
import jgrad.autograd.Autograd;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// First and second derivatives of one recorded call.
final class GradientRun {
    private final Operation operation;
    private final JsonNode line;
    private final List<String> problems;

    GradientRun(Operation operation, JsonNode line, List<String> problems) {
        this.operation = operation;
        this.line = line;
        this.problems = problems;
    }

    void run() {
        if (!line.has("grads") || line.has("backward_error")) {
            return;
        }
        first();
        if (line.has("gradgrad") && !line.get("gradgrad").isNull() || line.has("grad_grad_fn")) {
            second();
        }
        inPlace();
    }

    private List<Tensor> inputs(Call call) {
        var inputs = new ArrayList<Tensor>();
        for (JsonNode i : line.get("diff_inputs")) {
            inputs.add(call.tensors().get(i.asInt()));
        }
        return inputs;
    }

    private List<Tensor> outputs(Object result) {
        List<Object> flat = CaseRun.flatten(result);
        var outputs = new ArrayList<Tensor>();
        for (JsonNode k : line.get("diff_outputs")) {
            outputs.add((Tensor) flat.get(k.asInt()));
        }
        return outputs;
    }

    private Tensor[] seeds() {
        JsonNode recorded = line.get("grad_outputs");
        var seeds = new Tensor[recorded.size()];
        for (int k = 0; k < seeds.length; k++) {
            seeds[k] = Recorded.tensor(recorded.get(k));
        }
        return seeds;
    }

    private void first() {
        Call call = Call.of(line);
        List<Tensor> grads =
                Autograd.grad(
                        outputs(operation.body().on(call)),
                        inputs(call),
                        Autograd.gradOutputs(seeds()).allowUnused());
        compare("gradient of input ", grads, line.get("grads"));
    }

    private void inPlace() {
        JsonNode recorded = line.path("inplace");
        Operation.Body body = operation.inPlace();
        if (body == null || !recorded.path("grads_match").asBoolean()) {
            return;
        }
        Call call = Call.of(line);
        Object result = body.on(call.on(call.self().clone()));
        List<Tensor> grads =
                Autograd.grad(
                        outputs(result), inputs(call), Autograd.gradOutputs(seeds()).allowUnused());
        compare("in place: gradient of input ", grads, line.get("grads"));
    }

    private void second() {
        Call call = Call.of(line);
        Tensor[] seeds = seeds();
        for (Tensor seed : seeds) {
            seed.requiresGrad_();
        }
        List<Tensor> inputs = inputs(call);
        List<@Nullable Tensor> grads =
                Autograd.grad(
                        outputs(operation.body().on(call)),
                        inputs,
                        Autograd.createGraph().gradOutputs(seeds).allowUnused());
        JsonNode gradgrad = line.get("gradgrad");
        if (gradgrad == null || gradgrad.isNull()) {
            return;
        }
        Tensor sum = null;
        JsonNode weights = gradgrad.get("v");
        for (int i = 0; i < weights.size(); i++) {
            Tensor v = Recorded.tensor(weights.get(i));
            Tensor g = grads.get(i);
            if (v != null && g != null) {
                Tensor term = g.mul(v).sum();
                sum = sum == null ? term : sum.add(term);
            }
        }
        if (sum == null || !sum.requiresGrad()) {
            problems.add("the first gradient has no history, expected one");
            return;
        }
        var all = new ArrayList<Tensor>(inputs);
        all.addAll(List.of(seeds));
        List<@Nullable Tensor> second = Autograd.grad(List.of(sum), all, Autograd.allowUnused());
        compare(
                "second gradient of input ",
                second.subList(0, inputs.size()),
                gradgrad.get("inputs"));
        compare(
                "second gradient of seed ",
                second.subList(inputs.size(), all.size()),
                gradgrad.get("grad_outputs"));
    }

    private void compare(String what, List<@Nullable Tensor> actual, JsonNode recorded) {
        for (int i = 0; i < recorded.size(); i++) {
            String difference = Closeness.gradientDifference(actual.get(i), recorded.get(i));
            if (difference != null) {
                problems.add(what + i + " " + difference);
            }
        }
    }
}
