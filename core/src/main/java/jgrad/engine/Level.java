package jgrad.engine;

import jgrad.Tensor;
import jgrad.autograd.FunctionN;
import jgrad.ops.BinaryOp;
import jgrad.ops.Copies;
import jgrad.ops.Op;
import jgrad.ops.UnaryOp;
import jgrad.storage.Layout;
import jgrad.storage.Storage;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
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

    /// What it kept, as tensors of this level. Others stay what they are.
    static Intermediates.Kept kept(Functions.Applied below, Tensor[] inputs, Tensor[] outputs) {
        return below.kept()
                .mapped(t -> {
                    for (int k = 0; k < outputs.length; k++) {
                        if (t == below.outputs()[k]) {
                            return outputs[k];
                        }
                    }
                    for (int i = 0; i < inputs.length; i++) {
                        if (t == below.inputs()[i]) {
                            return inputs[i];
                        }
                    }
                    return t;
                });
    }

    /// Gives an application of one level down its node and outputs at this level.
    ///
    /// @param outputs what came out, as tensors of this level
    static Functions.Applied raised(
            Functions.Applied below,
            Tensor[] inputs,
            Tensor[] outputs,
            Intermediates.Kept kept,
            boolean recording,
            boolean[] needed) {
        State state = State.current();
        FunctionNode node = below.node().raised(inputs, needed, kept, state);
        var dirty = new ArrayList<Tensor>();
        for (int i = 0; i < inputs.length; i++) {
            if (below.isDirty(i)) {
                dirty.add(inputs[i]);
            }
        }
        node.dirty = dirty;
        var constant = new ArrayList<Tensor>();
        for (int k = 0; k < outputs.length; k++) {
            if (!below.isDifferentiable(k)) {
                constant.add(outputs[k]);
            }
        }
        node.nonDifferentiable = constant;
        return Functions.complete(
                node, inputs, raised(below, inputs, outputs), recording, needed, state);
    }

    /// The tensors one level down, each an object of its own where they are at this level, so that
    /// what a function keeps can be told apart.
    final Tensor[] downApart(Tensor[] inputs) {
        Tensor[] low = down(inputs);
        for (int i = 1; i < low.length; i++) {
            for (int j = 0; j < i; j++) {
                if (low[i] == low[j] && inputs[i] != inputs[j]) {
                    low[i] = low[i].twin();
                }
            }
        }
        return low;
    }

    /// Note [Gradients of duals]: where a level has no history of its own, the ordinary graph is
    /// recorded twice if gradients are wanted: one level down, for whoever differentiates values or
    /// tangents; and on the tensors of the level, so that a backward pass from one of them computes
    /// with such, and gives gradients that have tangents, or are part of the trace.
    static boolean recordsToo(Tensor[] inputs) {
        if (!State.current().gradEnabled) {
            return false;
        }
        boolean any = false;
        for (Tensor input : inputs) {
            any |= input.requiresGrad();
        }
        return any;
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

    /// The inputs, with the old value of the first kept where a derivative will read it.
    static Tensor[] preserved(Op op, Tensor[] inputs) {
        boolean read = false;
        for (int i = 0; i < inputs.length; i++) {
            read |= (op.reads(i) & Op.SELF) != 0;
        }
        if (!read) {
            return inputs;
        }
        Tensor[] kept = inputs.clone();
        kept[0] = Ops.apply(Copies.Clone.OP, inputs[0]);
        return kept;
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
