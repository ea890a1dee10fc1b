package jgrad.autograd;

import jgrad.Tensor;
import jgrad.engine.DualLevel;
import jgrad.engine.ForwardLevels;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Forward mode by hand: tensors that carry a directional derivative.
///
/// ```java
/// try (var _ = ForwardAD.dualLevel()) {
///     var x = ForwardAD.makeDual(primal, tangent);
///     var y = x.sin().mul(x);
///     Tensor derivative = ForwardAD.unpackDual(y).tangent();
/// }
/// ```
///
/// Levels may be nested, which PyTorch refuses; a tensor's tangents at different levels never mix.
/// [jgrad.func.Func#jvp] is the same for whole functions. Torch: `torch.autograd.forward_ad`.
public final class ForwardAD {
    private static final String NO_LEVEL =
            "Trying to create a dual Tensor for forward AD but no level exists, make sure to"
                    + " enter_dual_level() first.";

    private ForwardAD() {}

    /// What [#unpackDual] gives.
    ///
    /// @param tangent null if there is none
    public record Unpacked(Tensor primal, @Nullable Tensor tangent) {}

    /// Opens a level, to be closed: `try (var _ = dualLevel()) { ... }`.
    ///
    /// Torch: `fwAD.dual_level()`.
    public static Autograd.Scope dualLevel() {
        DualLevel level = ForwardLevels.enter();
        return () -> ForwardLevels.exit(level);
    }

    /// `tensor` with a tangent of the same shape and type, at the innermost level.
    ///
    /// Torch: `fwAD.make_dual`.
    ///
    /// @throws IllegalStateException if no level is open
    /// @throws IllegalArgumentException if shape or type differ, or are not floating
    public static Tensor makeDual(Tensor tensor, Tensor tangent) {
        DualLevel level = ForwardLevels.innermost();
        if (level == null) {
            throw new IllegalStateException(NO_LEVEL);
        }
        if (!tensor.dtype().isFloating() || !tangent.dtype().isFloating()) {
            Tensor wrong = tensor.dtype().isFloating() ? tangent : tensor;
            throw new IllegalArgumentException(
                    "Expected "
                            + (wrong == tensor ? "primal" : "tangent")
                            + " to be floating point or complex, but got: "
                            + wrong.dtype());
        }
        if (!tensor.shape().equals(tangent.shape())) {
            throw new IllegalArgumentException(
                    "Trying to set a forward gradient that has a different size than that of the"
                            + " original Tensor, this is not supported. Tensor is of size "
                            + Arrays.toString(tensor.shape().sizes())
                            + " while the given forward gradient is of size "
                            + Arrays.toString(tangent.shape().sizes())
                            + ".");
        }
        if (tensor.dtype() != tangent.dtype()) {
            throw new IllegalArgumentException(
                    "Trying to set a forward gradient of type "
                            + tangent.dtype()
                            + " on a tensor of type "
                            + tensor.dtype()
                            + "; convert it with to().");
        }
        if (level.tangent(tensor) != null) {
            throw new IllegalStateException(
                    "The tensor already has a forward gradient at this level; unpack it first.");
        }
        return level.dual(tensor, tangent);
    }

    /// The tensor without its tangent at the innermost level, and that tangent. In a thread that
    /// opened no level it is the tensor's own.
    ///
    /// Torch: `fwAD.unpack_dual`.
    public static Unpacked unpackDual(Tensor tensor) {
        DualLevel level = ForwardLevels.of(tensor);
        return level == null
                ? new Unpacked(tensor, null)
                : new Unpacked(level.primal(tensor), level.tangent(tensor));
    }
}
