package jgrad.engine;

import jgrad.Tensor;
import jgrad.ops.Op;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// The texts that PyTorch users know, with what they lack added at the end: which node, which
/// tensor, which line.
final class Messages {
    private Messages() {}

    static final String FREED =
            "Trying to backward through the graph a second time (or directly access saved tensors"
                + " after they have already been freed). Saved intermediate values of the graph are"
                + " freed when you call .backward() or autograd.grad(). Specify retain_graph=True"
                + " if you need to backward through the graph a second time or if you need to"
                + " access saved tensors after calling backward.";

    static IllegalStateException freed(GraphNode owner, String slot) {
        return new IllegalStateException(
                FREED
                        + " The tensor is '"
                        + slot
                        + "', saved by "
                        + owner.name()
                        + owner.madeAt()
                        + "."
                        + Place.suffix());
    }

    static IllegalStateException modified(
            Tensor saved,
            @Nullable GraphNode gradFn,
            int outputNr,
            int expected,
            GraphNode owner,
            String slot) {
        String made =
                gradFn == null
                        ? ""
                        : ", which is output " + outputNr + " of " + operation(gradFn) + ",";
        boolean anomaly = State.current().anomaly;
        return new IllegalStateException(
                "one of the variables needed for gradient computation has been modified by an"
                        + " inplace operation: ["
                        + describe(saved)
                        + "]"
                        + made
                        + " is at version "
                        + saved.storage().version()
                        + "; expected version "
                        + expected
                        + " instead. Hint: "
                        + (anomaly
                                ? "the backtrace further above shows the operation that failed to"
                                        + " compute its gradient. The variable in question was"
                                        + " changed in there or anywhere later. Good luck!"
                                : "enable anomaly detection to find the operation that failed to"
                                        + " compute its gradient, with"
                                        + " torch.autograd.set_detect_anomaly(True,"
                                        + " check_nan=False).")
                        + " The tensor is '"
                        + slot
                        + "', saved by "
                        + owner.name()
                        + owner.madeAt()
                        + name(saved)
                        + "."
                        + Place.suffix());
    }

    /// The name of a node without its ending: `Exp` for `ExpBackward0`.
    static String operation(GraphNode node) {
        return node.name().replaceFirst("Backward\\d+$", "");
    }

    /// As `torch.FloatTensor [2, 3]`.
    static String describe(Tensor t) {
        return "torch." + t.dtype().scalarName() + "Tensor " + Arrays.toString(t.layout().shape());
    }

    private static String name(Tensor t) {
        return t.name == null ? "" : ", named '" + t.name + "'";
    }

    static IllegalStateException captured(String transform, Op op) {
        return new IllegalStateException(
                "During a "
                        + transform
                        + " transform, the function provided attempted to call in-place operation ("
                        + op.torchName()
                        + ") that would mutate a captured Tensor. This is not supported; please"
                        + " rewrite the function being transformed to explicitly accept the mutated"
                        + " Tensor(s) as inputs."
                        + Place.suffix());
    }
}
