package jgrad.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import jgrad.Tensor;
import jgrad.autograd.Autograd;
import jgrad.autograd.ForwardAD;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Forward mode of one recorded call.
record ForwardRun(CaseRun run) {
    /// What differs, or null.
    @Nullable String difference() {
        JsonNode line = run.line();
        Call call = run.call();
        JsonNode inputs = line.get("diff_inputs");
        try (Autograd.Scope _ = ForwardAD.dualLevel()) {
            for (int i = 0; i < inputs.size(); i++) {
                Tensor tangent = RecordedTensor.orNull(line.get("tangents").get(i));
                if (tangent != null) {
                    int at = inputs.get(i).asInt();
                    Tensor primal = call.tensors().get(at).detach();
                    call.tensors().set(at, ForwardAD.makeDual(primal, tangent));
                }
            }
            List<Tensor> outputs = run.outputs(run.operation().body().on(call));
            for (int k = 0; k < outputs.size(); k++) {
                String difference =
                        run.closeness()
                                .gradientDifference(
                                        ForwardAD.unpackDual(outputs.get(k)).tangent(),
                                        line.get("jvp").get(k));
                if (difference != null) {
                    return "tangent of output " + k + " " + difference;
                }
            }
            return null;
        }
    }
}
