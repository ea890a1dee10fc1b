package jgrad.ops;

import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

/// What the derivative with respect to the first of two operands reads, one interface for each
/// case. The waist saves just that, and only if this derivative is needed: for `w * x` with a
/// constant `x`, `w` is not kept.
final class SelfBy {
    private SelfBy() {}

    /// The derivative is a number.
    interface Nothing extends BinaryOp {
        @Nullable Tensor slopeSelf(Tensor g);

        @Override
        default @Nullable Tensor gradSelf(Tensor g, Saved s) {
            return slopeSelf(g);
        }

        @Override
        default int readsForSelf() {
            return 0;
        }
    }

    /// It is written with the other operand alone: `(x y)' = y`.
    interface Other extends BinaryOp {
        @Nullable Tensor slopeSelf(Tensor g, Tensor other);

        @Override
        default @Nullable Tensor gradSelf(Tensor g, Saved s) {
            return slopeSelf(g, s.other());
        }

        @Override
        default int readsForSelf() {
            return OTHER;
        }
    }

    /// It is written with both operands.
    interface Both extends BinaryOp {
        @Nullable Tensor slopeSelf(Tensor g, Tensor self, Tensor other);

        @Override
        default @Nullable Tensor gradSelf(Tensor g, Saved s) {
            return slopeSelf(g, s.self(), s.other());
        }

        @Override
        default int readsForSelf() {
            return SELF | OTHER;
        }
    }
}
