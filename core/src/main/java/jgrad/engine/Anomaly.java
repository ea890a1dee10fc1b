package jgrad.engine;

import jgrad.Tensor;
import jgrad.Warnings;
import jgrad.kernels.elementwise.Each;
import jgrad.kernels.fold.Reduce;
import jgrad.kernels.functions.Compare;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

/// What anomaly mode adds: the forward place of a node that failed, and a look for NaN behind every
/// node.
final class Anomaly {
    private Anomaly() {}

    static void checkNan(GraphNode node, @Nullable Tensor[] gradInputs) {
        for (int i = 0; i < gradInputs.length; i++) {
            Tensor grad = gradInputs[i];
            if (grad != null && hasNan(grad)) {
                throw new IllegalStateException(
                        "Function '"
                                + node.className()
                                + "' returned nan values in its "
                                + i
                                + "th output.");
            }
        }
    }

    private static boolean hasNan(Tensor t) {
        Tensor odd = Each.compare(Compare.NE, t, t);
        return Raw.bytes(Reduce.any(odd, null, false))[0] != 0;
    }

    /// Gives the exception the forward call as its cause, and warns as PyTorch does.
    static void explain(GraphNode node, RuntimeException error) {
        Throwable trace = node.trace;
        if (trace == null) {
            return;
        }
        String place = Place.of(trace);
        Warnings.warn(
                "Error detected in "
                        + node.className()
                        + ". Traceback of forward call that caused the error:\n  "
                        + (place == null ? "unknown" : place)
                        + "\n");
        Throwable last = error;
        while (last.getCause() != null && last.getCause() != last) {
            last = last.getCause();
        }
        if (last == trace) {
            return;
        }
        var cause = new Throwable(trace.getMessage(), inducedBy(node.parent));
        cause.setStackTrace(trace.getStackTrace());
        try {
            last.initCause(cause);
        } catch (IllegalStateException alreadyHasOne) {
            error.addSuppressed(cause);
        }
    }

    private static @Nullable Throwable inducedBy(@Nullable GraphNode parent) {
        Throwable induced = null;
        var chain = new java.util.ArrayList<GraphNode>();
        for (GraphNode node = parent; node != null && chain.size() < 8; node = node.parent) {
            chain.add(node);
        }
        for (GraphNode node : chain.reversed()) {
            if (node.trace != null) {
                var cause =
                        new Throwable(
                                "which was induced by "
                                        + node.name()
                                        + ", whose forward call was here",
                                induced);
                cause.setStackTrace(node.trace.getStackTrace());
                induced = cause;
            }
        }
        return induced;
    }
}
