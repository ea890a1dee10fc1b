package jgrad.engine;

import jgrad.Tensor;
import jgrad.autograd.FunctionN;
import jgrad.ops.BinaryOp;
import jgrad.ops.Op;
import jgrad.ops.UnaryOp;
import jgrad.storage.Layout;
import jgrad.storage.Storage;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// One transform at work. Levels are numbered from the outermost; an operation belongs to the
/// innermost level among its inputs, which rewrites it into operations on the tensors one level
/// down.
public abstract class Level implements AutoCloseable {
    final int number;
    final int opened = Storage.tick();
    boolean closed;

    Level() {
        number = ++State.current().level;
    }

    /// Ends the transform. Its tensors are from now on what they are one level down.
    @Override
    public final void close() {
        if (!closed) {
            closed = true;
            State state = State.current();
            state.level = number - 1;
            if (state.level == 0) {
                state.views.clear();
            }
        }
    }

    /// The operation, with at least one input of this level and none of an inner one.
    abstract Tensor[] apply(Op op, Tensor[] inputs);

    /// The same, writing over input 0.
    abstract Tensor applyInPlace(Op op, Tensor[] inputs);

    /// A user's operation, likewise.
    ///
    /// @param needed the inputs whose gradient a level further in will ask for
    abstract Functions.Applied applyFunction(FunctionN function, Tensor[] inputs, boolean[] needed);

    /// The tensor without its history, at this level and below.
    abstract Tensor detach(Tensor t);

    /// The tensor whose elements may be read; a level that has no single value refuses.
    abstract Tensor concrete(Tensor t, String call);

    /// What the tensor prints as.
    abstract String text(Tensor t, LiftedText texts);

    /// Whether tensors of this level have nodes of their own. Else their history is that of the
    /// tensor one level down.
    boolean ownsHistory() {
        return false;
    }

    /// Takes over a tensor from below, as Note [Written by a level] in Lifting tells.
    abstract Lifted lift(Tensor t, Tensor value);

    /// Takes over a view of `base`, which it has taken over already.
    abstract Lifted liftView(Tensor view, Tensor value, Tensor base);

    /// Refuses to write over a tensor that was not made inside.
    abstract RuntimeException captured(Tensor t, Op op);

    boolean mayTakeOver(Tensor base) {
        return base.storage().isSince(opened);
    }

    /// What `forward` of a user's operation returned, as tensors of this level.
    static @Nullable Tensor[] raised(Functions.Applied below, Tensor[] inputs, Tensor[] outputs) {
        @Nullable Tensor[] raw = new @Nullable Tensor[outputs.length];
        for (int k = 0; k < raw.length; k++) {
            int input = below.returned(k);
            raw[k] = input >= 0 ? inputs[input] : outputs[k];
        }
        return raw;
    }

    /// What it saved, as tensors of this level.
    static @Nullable Tensor[] saved(Functions.Applied below, Tensor[] inputs, Tensor[] outputs) {
        @Nullable Tensor[] saved = below.saved().clone();
        for (int i = 0; i < saved.length; i++) {
            for (int k = 0; k < outputs.length; k++) {
                if (saved[i] != null && saved[i] == below.outputs()[k]) {
                    saved[i] = outputs[k];
                }
            }
            for (int k = 0; k < inputs.length; k++) {
                if (saved[i] != null && saved[i] == below.inputs()[k]) {
                    saved[i] = inputs[k];
                }
            }
        }
        return saved;
    }

    final boolean owns(Tensor t) {
        return t.lifted != null && t.lifted.level() == this;
    }

    static Lifted liftedOf(Tensor t) {
        return Objects.requireNonNull(t.lifted);
    }

    /// The tensor one level down, if it is of this level.
    final Tensor down(Tensor t) {
        return t.lifted != null && t.lifted.level() == this ? t.lifted.value() : t;
    }

    final Tensor[] down(Tensor[] inputs) {
        var low = new Tensor[inputs.length];
        for (int i = 0; i < low.length; i++) {
            low[i] = down(inputs[i]);
        }
        return low;
    }

    /// A tensor of this level.
    final Tensor wrap(Tensor value, @Nullable Tensor tangent, int dim, Layout layout) {
        var out = new Tensor(value.storage(), layout, value.dtype());
        out.lifted = new Lifted(this, value, tangent, dim);
        out.wrappedNumber = value.wrappedNumber;
        return out;
    }

    /// Makes input 0 of an in-place operation a tensor of this level.
    final Tensor target(Op op, Tensor self) {
        if (!owns(self)) {
            Lifting.lift(this, self, op);
        }
        return self;
    }

    static void record(Op op, Tensor[] inputs, Tensor[] outs) {
        switch (op) {
            case UnaryOp unary -> Ops.record(unary, inputs[0], outs[0]);
            case BinaryOp binary -> Ops.record(binary, inputs[0], inputs[1], outs[0]);
            default -> Ops.record(op, inputs, outs);
        }
    }

    static void trackView(Op op, Tensor self, Tensor out) {
        State state = State.current();
        View.track(self, out, View.Origin.of(op, state.gradEnabled));
        Lifting.note(out, state);
    }
}
