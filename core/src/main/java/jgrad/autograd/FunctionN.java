package jgrad.autograd;

import jgrad.Tensor;
import jgrad.engine.Functions;
import jgrad.func.FnN;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// An operation written by the user, with a gradient of its own: any number of tensors in and out.
///
/// [Function1], [Function2] and [Function3] are the short forms for one result. Arguments that are
/// not tensors are fields of the object, so a record is the natural form:
///
/// ```java
/// record Scale(double factor) implements Function1 {
///     public Tensor forward(Context ctx, Tensor x) { return x.mul(factor); }
///     public Tensor backward(Context ctx, Tensor g) { return g.mul(factor); }
/// }
/// var y = new Scale(3).apply(x);   // y.gradFn() prints as <torch.autograd.function.ScaleBackward object at 0x...>
/// ```
///
/// `forward` runs without recording. `backward` is made of ordinary operations, so it can be
/// differentiated again; it may read what `forward` saved: inputs and outputs are found in their
/// place in the graph.
///
/// Torch: `torch.autograd.Function`; called `FunctionN`, since `java.util.function.Function` is
/// imported whole into many programs.
public interface FunctionN extends FnN {
    /// Computes the results.
    @Nullable Tensor[] forwardAll(Context ctx, Tensor[] inputs);

    /// The gradients of the inputs, one each, null for none; more than that only if they are null.
    ///
    /// @param gradOutputs one per result
    @Nullable Tensor[] backwardAll(Context ctx, @Nullable Tensor[] gradOutputs);

    /// Forward mode: the tangents of the results. By default they are computed from `backward`,
    /// which is linear in the incoming gradient and can be transposed by differentiating it.
    ///
    /// @param tangents one per input, null for zero
    /// @return null to ask for the default
    default @Nullable Tensor @Nullable [] jvp(Context ctx, @Nullable Tensor[] tangents) {
        return null;
    }

    /// Whether `backward` may not be differentiated: it then runs unrecorded, and trying gives an
    /// error.
    ///
    /// Torch: `@once_differentiable`.
    default boolean onceDifferentiable() {
        return false;
    }

    /// The name of the operation; its node is called `<name>Backward`.
    default String name() {
        String name = getClass().getSimpleName();
        return name.isEmpty() ? "Function" : name;
    }

    /// Applies the operation.
    ///
    /// @throws IllegalStateException if a dirty input is not returned, or is a leaf that requires
    ///   gradients
    default Tensor[] applyAll(Tensor... inputs) {
        return Functions.apply(this, inputs);
    }

    /// As [#applyAll(Tensor...)], of a list.
    @Override
    default List<Tensor> apply(List<Tensor> inputs) {
        return List.of(applyAll(inputs.toArray(Tensor[]::new)));
    }
}
