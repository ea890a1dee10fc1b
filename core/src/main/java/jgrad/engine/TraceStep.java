package jgrad.engine;

import jgrad.Tensor;
import jgrad.autograd.Autograd;
import jgrad.autograd.FunctionN;
import jgrad.ops.Op;

import java.util.Arrays;
import java.util.Map;

/// One operation of a traced function, with the numbers of the values it reads and makes.
///
/// @param operation the record of the library's operation, or the user's [FunctionN]
/// @param recorded whether gradients were recorded when it was traced
public record TraceStep(
        Kind kind, Object operation, int[] inputs, int[] outputs, boolean recorded) {
    /// How the operation is applied.
    public enum Kind {
        PLAIN,
        IN_PLACE,
        FUNCTION,
        DETACH
    }

    public String name() {
        String name =
                switch (operation) {
                    case Op op -> op.torchName();
                    case FunctionN function -> function.name();
                    default -> operation.toString();
                };
        return kind == Kind.IN_PLACE && !name.endsWith("_") ? name + "_" : name;
    }

    public Map<String, Object> parameters() {
        return operation instanceof Op op ? op.parameters() : Map.of();
    }

    /// Applies it to the values by number, and puts the results there.
    public void run(Tensor[] values) {
        var from = new Tensor[inputs.length];
        Arrays.setAll(from, i -> values[inputs[i]]);
        State state = State.current();
        try (var _ = Autograd.gradEnabled(recorded && state.gradEnabled)) {
            Tensor[] results =
                    switch (kind) {
                        case PLAIN -> Ops.applyAny((Op) operation, from);
                        case IN_PLACE -> {
                            Ops.applyInPlace((Op) operation, from);
                            yield new Tensor[] {from[0]};
                        }
                        case FUNCTION -> Functions.apply((FunctionN) operation, from);
                        case DETACH -> new Tensor[] {from[0].detach()};
                    };
            for (int k = 0; k < outputs.length; k++) {
                values[outputs[k]] = results[k];
            }
        }
    }
}
