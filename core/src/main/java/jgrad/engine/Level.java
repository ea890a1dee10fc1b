package jgrad.engine;

import jgrad.Tensor;
import jgrad.autograd.Function;
import jgrad.ops.Op;

/// One transform at work. Levels are numbered from the outermost; an operation belongs to the
/// innermost level among its inputs, which rewrites it into operations on the tensors one level
/// down.
abstract class Level {
    final int number;
    boolean closed;

    Level() {
        number = ++State.current().level;
    }

    void close() {
        closed = true;
        State.current().level = number - 1;
    }

    /// The operation, with at least one input of this level and none of an inner one.
    abstract Tensor[] apply(Op op, Tensor[] inputs);

    /// The same, writing over input 0.
    abstract Tensor applyInPlace(Op op, Tensor[] inputs);

    /// A user's operation, likewise.
    abstract Tensor[] applyFunction(Function function, Tensor[] inputs);

    /// The tensor without its history at this level.
    abstract Tensor detach(Tensor t);

    /// The tensor whose elements may be read; a level that has no single value refuses.
    abstract Tensor concrete(Tensor t, String call);

    /// What the tensor prints as.
    abstract String text(Tensor t);

    /// The tensor one level down, if it is of this level.
    Tensor lower(Tensor t) {
        return t.lifted != null && t.lifted.level() == this ? t.lifted.value() : t;
    }
}
