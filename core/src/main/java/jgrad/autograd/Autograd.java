package jgrad.autograd;

import jgrad.Tensor;
import jgrad.engine.Engine;
import jgrad.engine.PackScope;
import jgrad.engine.State;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.Callable;

/// Backward passes and the modes that decide what is recorded.
///
/// Torch: `torch.autograd`. Modes are scopes of the current thread: `try (var _ = noGrad()) { ...
/// }`.
public final class Autograd {
    private Autograd() {}

    /// A mode that ends when it is closed; it restores what was before.
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    // Backward passes

    /// Accumulates in the leaves the gradients of `outputs`, which start from `gradients`; null
    /// stands for one, of a scalar.
    ///
    /// Torch: `torch.autograd.backward`.
    ///
    /// @throws IllegalStateException if an output needs no gradient, is no scalar and has no
    ///   gradient given, or if the graph was freed
    /// @throws IllegalArgumentException if a gradient has another shape than its output
    public static void backward(
            List<Tensor> outputs,
            @Nullable List<@Nullable Tensor> gradients,
            BackwardOptions options) {
        Engine.backward(outputs, gradients, options);
    }

    /// The gradients of `output` with respect to `inputs`; no tensor's `grad` is touched.
    ///
    /// Torch: `torch.autograd.grad`.
    public static Gradients grad(Tensor output, Tensor... inputs) {
        return grad(List.of(output), List.of(inputs), GradOptions.DEFAULT);
    }

    /// The gradients of the sum of `outputs` with respect to `inputs`.
    ///
    /// @throws IllegalStateException if an input was not used and `allowUnused` is not set, besides
    ///   the reasons of [#backward]
    public static Gradients grad(List<Tensor> outputs, List<Tensor> inputs, GradOptions options) {
        return Engine.grad(
                outputs,
                inputs,
                options.gradOutputs(),
                options.retain(),
                options.create(),
                options.unused());
    }

    // Modes

    /// Whether operations are recorded in this thread.
    ///
    /// Torch: `torch.is_grad_enabled()`.
    public static boolean isGradEnabled() {
        return State.current().gradEnabled();
    }

    /// Nothing is recorded inside.
    ///
    /// Torch: `torch.no_grad()`.
    public static Scope noGrad() {
        return gradEnabled(false);
    }

    /// Recording inside, also within [#noGrad()].
    ///
    /// Torch: `torch.enable_grad()`.
    public static Scope enableGrad() {
        return gradEnabled(true);
    }

    /// Recording or not, until the scope is closed.
    ///
    /// Torch: `torch.set_grad_enabled(mode)`.
    public static Scope gradEnabled(boolean enabled) {
        State state = State.current();
        boolean before = state.setGradEnabled(enabled);
        return () -> state.setGradEnabled(before);
    }

    /// Keeps the stack of each forward call and, in backward passes, looks for NaN and gives errors
    /// that stack as cause.
    ///
    /// Torch: `torch.autograd.detect_anomaly()`.
    public static Scope detectAnomaly() {
        return detectAnomaly(true);
    }

    /// As [#detectAnomaly()], with or without the look for NaN.
    public static Scope detectAnomaly(boolean checkNan) {
        jgrad.Warnings.warn(
                "Anomaly Detection has been enabled. This mode will increase the runtime and should"
                        + " only be enabled for debugging.");
        return State.current().detectAnomaly(checkNan);
    }

    /// Packs every tensor saved for a backward pass with `hooks`, and unpacks it when it is read.
    ///
    /// Torch: `torch.autograd.graph.saved_tensors_hooks`.
    public static Scope savedTensorsHooks(SavedTensorHooks hooks) {
        State state = State.current();
        return state.pushHooks(new PackScope(hooks, null, state.savedHooks()));
    }

    /// Makes [#savedTensorsHooks] an error with this message.
    ///
    /// Torch: `torch.autograd.graph.disable_saved_tensors_hooks`.
    public static Scope disableSavedTensorsHooks(String message) {
        State state = State.current();
        return state.pushHooks(new PackScope(null, message, state.savedHooks()));
    }

    /// Tells `listener` what happens to the graph.
    public static Scope listen(GraphListener listener) {
        return State.current().listen(listener);
    }

    /// The task, to run in another thread with the modes of this one.
    ///
    /// A new thread starts with gradients enabled, whatever its parent's mode.
    public static <T> Callable<T> inheritModes(Callable<T> task) {
        State.Snapshot modes = State.current().snapshot();
        return () -> {
            State.Snapshot before = modes.install();
            try {
                return task.call();
            } finally {
                before.install();
            }
        };
    }
}
