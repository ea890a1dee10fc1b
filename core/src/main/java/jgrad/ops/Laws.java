package jgrad.ops;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Batching;
import jgrad.engine.Ops;

import org.jspecify.annotations.Nullable;

/// Laws of operations of one tensor: what follows from an operation being elementwise or linear
/// need not be written.
///
/// The signature of a law's formula says what it reads: a record that implements [OfResult] is
/// given the result and cannot read the input, so the waist saves the result alone. For two tensors
/// see [SelfBy], [OtherBy] and [Pairwise]; for reductions [Reducing]; for the rest [AlongDim].
///
/// A rule derived from a law is still checked by finite differences against the forward kernel.
final class Laws {
    private Laws() {}

    static @Nullable Tensor add(@Nullable Tensor a, @Nullable Tensor b) {
        return a == null ? b : b == null ? a : a.add(b);
    }

    /// `y_i = f(x_i)`: the Jacobian is diagonal, so the forward-mode rule is the formula applied to
    /// the tangent.
    interface Elementwise extends UnaryOp {
        @Override
        default @Nullable Tensor jvp(Tensor t, Saved s) {
            return grad(t, s);
        }

        @Override
        default Tensor @Nullable [] batch(Tensor[] inputs, int[] dims, int size) {
            return new Tensor[] {Ops.apply(this, Batching.toFront(inputs[0], dims[0]))};
        }
    }

    /// `f'` is written with the argument: `sin' = cos(self)`.
    interface OfSelf extends Elementwise {
        /// `g * f'(self)`
        Tensor slope(Tensor g, Tensor self);

        @Override
        default Tensor grad(Tensor g, Saved s) {
            return slope(g, s.self());
        }

        @Override
        default int reads() {
            return SELF;
        }
    }

    /// `f'` is written with the result: `exp' = result`.
    interface OfResult extends Elementwise {
        /// `g * f'`
        Tensor slope(Tensor g, Tensor result);

        @Override
        default Tensor grad(Tensor g, Saved s) {
            return slope(g, s.result());
        }

        @Override
        default int reads() {
            return RESULT;
        }
    }

    /// `f'` is written with argument and result.
    interface OfSelfAndResult extends Elementwise {
        /// `g * f'(self)`
        Tensor slope(Tensor g, Tensor self, Tensor result);

        @Override
        default Tensor grad(Tensor g, Saved s) {
            return slope(g, s.self(), s.result());
        }

        @Override
        default int reads() {
            return SELF | RESULT;
        }
    }

    /// `f'` is a number or 0 or 1 by parameters: nothing is read.
    interface OfNothing extends Elementwise {
        /// `g * f'`
        Tensor slope(Tensor g);

        @Override
        default Tensor grad(Tensor g, Saved s) {
            return slope(g);
        }

        @Override
        default int reads() {
            return 0;
        }
    }

    /// A step function: `f' = 0` almost everywhere, and by convention everywhere.
    interface Steps extends OfNothing {
        @Override
        default Tensor slope(Tensor g) {
            return Tensors.zerosLike(g);
        }
    }

    /// No gradient at all, not even one of zeros: comparisons, tests, indices.
    interface Undifferentiable extends UnaryOp {
        @Override
        default boolean differentiable(int k) {
            return false;
        }

        @Override
        default @Nullable Tensor grad(Tensor g, Saved s) {
            return null;
        }

        @Override
        default @Nullable Tensor jvp(Tensor t, Saved s) {
            return null;
        }

        @Override
        default int reads() {
            return 0;
        }
    }

    /// `f(x + y) = f(x) + f(y)`: the tangent goes through the operation itself.
    interface Linear extends UnaryOp {
        @Override
        default @Nullable Tensor jvp(Tensor t, Saved s) {
            return isView() ? Ops.view(this, t) : Ops.apply(this, t);
        }

        @Override
        default int reads() {
            return 0;
        }
    }

    /// Linear and elementwise at once: copies, conversions.
    interface LinearElementwise extends Linear {
        @Override
        default Tensor @Nullable [] batch(Tensor[] inputs, int[] dims, int size) {
            return new Tensor[] {Ops.apply(this, Batching.toFront(inputs[0], dims[0]))};
        }
    }

    /// `y_i = c * x_i`, which is its own derivative.
    interface Scaling extends LinearElementwise {
        @Override
        default Tensor grad(Tensor g, Saved s) {
            return Ops.apply(this, g);
        }
    }

    /// Linear along a dimension.
    interface LinearAlongDim extends AlongDim, Linear {}
}
