package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Ops;

import org.jspecify.annotations.Nullable;

/// Linear in each operand: `f(a, b)' = f(a', b) + f(a, b')`.
interface Bilinear extends BinaryOp {
    @Override
    default @Nullable Tensor jvp(@Nullable Tensor tSelf, @Nullable Tensor tOther, Saved s) {
        return Laws.add(
                tSelf == null ? null : Ops.apply(this, tSelf, s.other()),
                tOther == null ? null : Ops.apply(this, s.self(), tOther));
    }
}
