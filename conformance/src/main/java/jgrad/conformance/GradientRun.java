package jgrad.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import jgrad.Tensor;
import jgrad.autograd.Autograd;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// First and second derivatives of one recorded call. Each method says what differs, or null.
record GradientRun(CaseRun run) {
    @Nullable String first() {
        Call call = run.call();
        Object result = run.operation().body().on(call);
        return compare("gradient of input ", plain(result, call), run.line().get("grads"));
    }

    /// The same through the variant in place.
    @Nullable String inPlace(Operation.Body body) {
        Call call = run.call();
        Object result = body.on(call.on(call.self().clone()));
        return compare("gradient of input ", plain(result, call), run.line().get("grads"));
    }

    private List<@Nullable Tensor> plain(@Nullable Object result, Call call) {
        return Autograd.grad(
                run.outputs(result), inputs(call), Autograd.gradOutputs(seeds()).allowUnused());
    }

    private List<Tensor> inputs(Call call) {
        var inputs = new ArrayList<Tensor>();
        for (JsonNode i : run.line().get("diff_inputs")) {
            inputs.add(call.tensors().get(i.asInt()));
        }
        return inputs;
    }

    private Tensor[] seeds() {
        JsonNode recorded = run.line().get("grad_outputs");
        var seeds = new Tensor[recorded.size()];
        for (int k = 0; k < seeds.length; k++) {
            seeds[k] = RecordedTensor.of(recorded.get(k));
        }
        return seeds;
    }

    private record Recording(List<Tensor> inputs, Tensor[] seeds, List<@Nullable Tensor> grads) {}

    /// First gradients that can be differentiated, also by the seeds.
    private Recording recorded() {
        Call call = run.call();
        Tensor[] seeds = seeds();
        for (Tensor seed : seeds) {
            var _ = seed.requiresGrad_();
        }
        List<Tensor> inputs = inputs(call);
        List<@Nullable Tensor> grads =
                Autograd.grad(
                        run.outputs(run.operation().body().on(call)),
                        inputs,
                        Autograd.createGraph().gradOutputs(seeds).allowUnused());
        return new Recording(inputs, seeds, grads);
    }

    @Nullable String firstNodes() {
        List<@Nullable Tensor> grads = recorded().grads;
        JsonNode recorded = run.line().get("grad_grad_fn");
        for (int i = 0; i < recorded.size(); i++) {
            Tensor g = grads.get(i);
            String difference = Graph.difference(g == null ? null : g.gradFn(), recorded.get(i));
            if (difference != null) {
                return "gradient " + i + " " + difference;
            }
        }
        return null;
    }

    @Nullable String second() {
        Recording r = recorded();
        JsonNode gradgrad = run.line().get("gradgrad");
        Tensor sum = null;
        JsonNode weights = gradgrad.get("v");
        for (int i = 0; i < weights.size(); i++) {
            Tensor v = RecordedTensor.orNull(weights.get(i));
            Tensor g = r.grads.get(i);
            if (v != null && g != null) {
                Tensor term = g.mul(v).sum();
                sum = sum == null ? term : sum.add(term);
            }
        }
        if (sum == null || !sum.requiresGrad()) {
            return "the first gradient has no history, expected one";
        }
        var all = new ArrayList<Tensor>(r.inputs);
        all.addAll(List.of(r.seeds));
        List<@Nullable Tensor> second = Autograd.grad(List.of(sum), all, Autograd.allowUnused());
        int inputs = r.inputs.size();
        String difference =
                compare(
                        "second gradient of input ",
                        second.subList(0, inputs),
                        gradgrad.get("inputs"));
        return difference != null
                ? difference
                : compare(
                        "second gradient of seed ",
                        second.subList(inputs, all.size()),
                        gradgrad.get("grad_outputs"));
    }

    private @Nullable String compare(
            String what, List<@Nullable Tensor> actual, JsonNode recorded) {
        for (int i = 0; i < recorded.size(); i++) {
            String difference = run.closeness().gradientDifference(actual.get(i), recorded.get(i));
            if (difference != null) {
                return what + i + " " + difference;
            }
        }
        return null;
    }
}
