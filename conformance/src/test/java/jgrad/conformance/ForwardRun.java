package jgrad.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import jgrad.Tensor;
import jgrad.autograd.Autograd;
import jgrad.autograd.ForwardAD;

import java.util.List;

/// Forward mode of one recorded call.
final class ForwardRun {
    private ForwardRun() {}

    static void run(Operation operation, JsonNode line, List<String> problems) {
        if (!line.has("jvp") || line.get("jvp").isNull() || line.has("jvp_error")) {
            return;
        }
        Call call = Call.of(line);
        JsonNode inputs = line.get("diff_inputs");
        JsonNode outputs = line.get("diff_outputs");
        try (Autograd.Scope _ = ForwardAD.dualLevel()) {
            for (int i = 0; i < inputs.size(); i++) {
                Tensor tangent = Recorded.tensor(line.get("tangents").get(i));
                if (tangent != null) {
                    int at = inputs.get(i).asInt();
                    Tensor primal = call.tensors().get(at).detach();
                    call.tensors().set(at, ForwardAD.makeDual(primal, tangent));
                }
            }
            List<Object> results = CaseRun.flatten(operation.body().on(call));
            for (int k = 0; k < outputs.size(); k++) {
                var result = (Tensor) results.get(outputs.get(k).asInt());
                String difference =
                        Closeness.gradientDifference(
                                ForwardAD.unpackDual(result).tangent(), line.get("jvp").get(k));
                if (difference != null) {
                    problems.add("tangent of output " + k + " " + difference);
                }
            }
        }
    }
}
