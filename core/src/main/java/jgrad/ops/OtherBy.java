package jgrad.ops;

import jgrad.Tensor;
import jgrad.Tensors;

import org.jspecify.annotations.Nullable;

/// What the derivative with respect to the second of two operands reads, one interface for each
/// case. The waist saves just that, and only if this derivative is needed: for `w * x` with a
/// constant `x`, `w` is not kept.
final class OtherBy {
    private OtherBy() {}

    /// The derivative is a number.
    interface Nothing extends BinaryOp {
        @Nullable Tensor slopeOther(Tensor g);

        @Override
        default @Nullable Tensor gradOther(Tensor g, Saved s) {
            return slopeOther(g);
        }

        @Override
        default int readsForOther() {
            return 0;
        }
    }

    /// It carries no gradient and has no edge in the graph: indices, masks.
    interface None extends BinaryOp {
        @Override
        default int edges(int inputs) {
            return 1;
        }

        @Override
        default @Nullable Tensor gradOther(Tensor g, Saved s) {
            return null;
        }

        @Override
        default int readsForOther() {
            return 0;
        }
    }

    /// The derivative is 0, and the gradient zeros.
    interface Zero extends Nothing {
        @Override
        default Tensor slopeOther(Tensor g) {
            return Tensors.zerosLike(g);
        }
    }

    /// It is written with the first operand alone: `(x y)' = x`.
    interface Self extends BinaryOp {
        @Nullable Tensor slopeOther(Tensor g, Tensor self);

        @Override
        default @Nullable Tensor gradOther(Tensor g, Saved s) {
            return slopeOther(g, s.self());
        }

        @Override
        default int readsForOther() {
            return SELF;
        }
    }

    /// It is written with both operands.
    interface Both extends BinaryOp {
        @Nullable Tensor slopeOther(Tensor g, Tensor self, Tensor other);

        @Override
        default @Nullable Tensor gradOther(Tensor g, Saved s) {
            return slopeOther(g, s.self(), s.other());
        }

        @Override
        default int readsForOther() {
            return SELF | OTHER;
        }
    }
}
