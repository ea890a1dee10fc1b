package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Batching;
import jgrad.engine.Fitting;
import jgrad.engine.Ops;
import jgrad.kernels.elementwise.Each;

import org.jspecify.annotations.Nullable;

/// Laws that shorten rules: what follows from an operation being elementwise, linear or bilinear
/// need not be written.
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

    /// `y_i = f(a_i, b_i)` with broadcasting: the engine sums gradients back to the shape of each
    /// operand.
    interface Elementwise2 extends BinaryOp {
        @Override
        default @Nullable Tensor jvp(@Nullable Tensor tSelf, @Nullable Tensor tOther, Saved s) {
            Tensor ofSelf = tSelf == null ? null : gradSelf(tSelf, s);
            Tensor ofOther = tOther == null ? null : gradOther(tOther, s);
            Tensor sum = add(ofSelf, ofOther);
            return sum == null
                    ? null
                    : Fitting.broadcastTo(sum, Each.broadcastShape(s.shape(0), s.shape(1)));
        }

        @Override
        default Tensor @Nullable [] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor[] aligned = Batching.align(inputs, dims);
            return new Tensor[] {Ops.apply(this, aligned[0], aligned[1])};
        }
    }

    /// `y_i = f(a_i, b_i, c_i)` with broadcasting, as [Elementwise2].
    interface Elementwise3 extends NaryOp {
        @Override
        default @Nullable Tensor tangent(@Nullable Tensor[] t, Saved s) {
            Tensor sum = null;
            int[] shape = s.shape(0);
            for (int i = 0; i < 3; i++) {
                shape = Each.broadcastShape(shape, s.shape(i));
                sum = t[i] == null ? sum : add(sum, grad(i, t[i], s));
            }
            return sum == null ? null : Fitting.broadcastTo(sum, shape);
        }

        @Override
        default Tensor @Nullable [] batch(Tensor[] inputs, int[] dims, int size) {
            return new Tensor[] {Ops.apply(this, Batching.align(inputs, dims))};
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

    /// Linear and elementwise at once: `y_i = c * x_i`.
    interface Scaling extends Linear {
        @Override
        default @Nullable Tensor grad(Tensor g, Saved s) {
            return Ops.apply(this, g);
        }

        @Override
        default Tensor @Nullable [] batch(Tensor[] inputs, int[] dims, int size) {
            return new Tensor[] {Ops.apply(this, Batching.toFront(inputs[0], dims[0]))};
        }
    }

    /// Linear in each operand: `f(a, b)' = f(a', b) + f(a, b')`.
    interface Bilinear extends BinaryOp {
        @Override
        default @Nullable Tensor jvp(@Nullable Tensor tSelf, @Nullable Tensor tOther, Saved s) {
            return add(
                    tSelf == null ? null : Ops.apply(this, tSelf, s.other()),
                    tOther == null ? null : Ops.apply(this, s.self(), tOther));
        }

        @Override
        default int readsForSelf() {
            return OTHER;
        }

        @Override
        default int readsForOther() {
            return SELF;
        }
    }
}
