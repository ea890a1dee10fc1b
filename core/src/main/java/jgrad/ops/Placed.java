package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Ops;

import org.jspecify.annotations.Nullable;

/// Elements taken from the places that an integer tensor, `other`, names: linear in `self`, so the
/// tangent takes the same way.
interface Placed extends BinaryOp, OtherBy.None {
    /// `g` put back, added up where a place was read more than once, into zeros of `shape`
    Tensor back(Tensor g, Tensor index, int[] shape);

    @Override
    default String inputName(int i) {
        return i == 0 ? "self" : "index";
    }

    @Override
    default Tensor gradSelf(Tensor g, Saved s) {
        return back(g, s.other(), s.shape(0));
    }

    @Override
    default int readsForSelf() {
        return OTHER;
    }

    @Override
    default @Nullable Tensor jvp(@Nullable Tensor tSelf, @Nullable Tensor tOther, Saved s) {
        return tSelf == null ? null : Ops.apply(this, tSelf, s.other());
    }
}
