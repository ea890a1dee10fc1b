package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.engine.Constants;

import org.jspecify.annotations.Nullable;

/// Operations on the narrow element types (float16, bfloat16, int8, int16, uint8), for which there
/// are no loops: computed in float32 or int32, and rounded, or wrapped, once per operation, as
/// PyTorch does.
///
/// What only moves elements, or converts them, does so itself: see [Op#keepsNarrow()].
public final class Narrow {
    private Narrow() {}

    public static boolean any(Tensor[] inputs) {
        for (Tensor t : inputs) {
            if (t.dtype().isNarrow()) {
                return true;
            }
        }
        return false;
    }

    /// The operation's kernel, with inputs of which one is of a narrow type.
    public static Tensor[] run(Op op, Tensor... inputs) {
        if (op.keepsNarrow() || !op.promotes() && mixesFloating(inputs)) {
            return op.run(inputs); // which refuses types that it cannot mix
        }
        DType result = resultType(op, inputs);
        var wide = new Tensor[inputs.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = Types.cast(inputs[i], inputs[i].dtype().computeType());
        }
        Tensor[] outs = op.run(wide);
        for (int k = 0; k < outs.length; k++) {
            if (outs[k].dtype() == result.computeType()) {
                outs[k] = Types.cast(outs[k], result);
            }
        }
        return outs;
    }

    private static DType resultType(Op op, Tensor[] inputs) {
        DType asked = op.type();
        if (asked != null) {
            return asked;
        }
        if (!op.promotes()) {
            return inputs[0].dtype(); // the others are of its type, or indices
        }
        var types = new Promotion();
        for (Tensor t : inputs) {
            if (Constants.isNumber(t)) {
                types.number(t.dtype().kind());
            } else {
                types.tensor(t.dtype(), t.dim() == 0);
            }
        }
        return types.result();
    }

    private static boolean mixesFloating(Tensor[] inputs) {
        @Nullable DType first = null;
        for (Tensor t : inputs) {
            DType type = t.dtype();
            if (type.isFloating()) {
                if (first != null && type != first) {
                    return true;
                }
                first = type;
            }
        }
        return false;
    }
}
