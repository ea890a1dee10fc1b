package jgrad.autograd;

import jgrad.Tensor;
import jgrad.Tensors;
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
            List<Tensor> outputs, @Nullable List<@Nullable Tensor> gradients, GradOptions options) {
        Engine.backward(outputs, gradients, options);
    }

    /// The gradient of `output` with respect to `input`; no tensor's `grad` is touched.
    ///
    /// Torch: `torch.autograd.grad(output, input)[0]`.
    ///
    /// @throws IllegalStateException if the output does not depend on the input, besides the
    ///   reasons of [#backward]
    public static Tensor grad(Tensor output, Tensor input) {
        return grad(output, input, GradOptions.DEFAULT);
    }

    /// As [#grad(Tensor, Tensor)], with options: `grad(y, x, createGraph())`. Null only where
    /// [GradOptions#allowUnused()] says so.
    @SuppressWarnings("NullAway") // null only for who asked for it by allowUnused()
    public static Tensor grad(Tensor output, Tensor input, GradOptions options) {
        return grad(List.of(output), List.of(input), options).single();
    }

    /// The gradients of `output` with respect to several inputs.
    public static Gradients grad(Tensor output, Tensor... inputs) {
        return grad(List.of(output), List.of(inputs), GradOptions.DEFAULT);
    }

    /// As [#grad(Tensor, Tensor...)], of inputs in a list, such as a module's parameters.
    public static Gradients grad(Tensor output, List<Tensor> inputs) {
        return grad(List.of(output), inputs, GradOptions.DEFAULT);
    }

    /// As [#grad(Tensor, List)], with options.
    public static Gradients grad(Tensor output, List<Tensor> inputs, GradOptions options) {
        return grad(List.of(output), inputs, options);
    }

    /// The gradients of the sum of `outputs` with respect to `inputs`.
    ///
    /// Torch: `torch.autograd.grad`.
    ///
    /// @throws IllegalStateException if an input was not used and neither `allowUnused` nor
    ///   `materializeGrads` is set, besides the reasons of [#backward]
    public static Gradients grad(List<Tensor> outputs, List<Tensor> inputs, GradOptions options) {
        options.checkForGrad();
        Gradients found =
                Engine.grad(
                        outputs,
                        inputs,
                        options.gradOutputs(),
                        options.retainsGraph(),
                        options.createsGraph(),
                        options.allowsUnused());
        return options.materializesGrads() ? materialized(found, inputs) : found;
    }

    private static Gradients materialized(Gradients found, List<Tensor> inputs) {
        @Nullable Tensor[] all = found.toArray(new @Nullable Tensor[0]);
        for (int i = 0; i < all.length; i++) {
            if (all[i] == null) {
                all[i] = Tensors.zerosLike(inputs.get(i));
            }
        }
        return new Gradients(all);
    }

    // Options to begin with

    /// [GradOptions] that keep saved tensors for another pass.
    public static GradOptions retainGraph() {
        return GradOptions.DEFAULT.retainGraph();
    }

    /// [GradOptions] that record the pass itself, so that the gradients can be differentiated.
    public static GradOptions createGraph() {
        return GradOptions.DEFAULT.createGraph();
    }

    /// [GradOptions] that give null for an input that the outputs do not depend on.
    public static GradOptions allowUnused() {
        return GradOptions.DEFAULT.allowUnused();
    }

    /// [GradOptions] that give zeros for an input that the outputs do not depend on.
    public static GradOptions materializeGrads() {
        return GradOptions.DEFAULT.materializeGrads();
    }

    /// [GradOptions] that start from these gradients, one per output.
    public static GradOptions gradOutputs(@Nullable Tensor... gradients) {
        return GradOptions.DEFAULT.gradOutputs(gradients);
    }

    /// [GradOptions] that accumulate in these tensors only.
    public static GradOptions inputs(Tensor... tensors) {
        return GradOptions.DEFAULT.inputs(tensors);
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
