package jgrad.engine;

import jgrad.Tensor;
import jgrad.autograd.Edge;
import jgrad.kernels.elementwise.Each;
import jgrad.ops.BinaryOp;
import jgrad.ops.MultiOp;
import jgrad.ops.Narrow;
import jgrad.ops.NaryOp;
import jgrad.ops.Op;
import jgrad.ops.UnaryOp;

import org.jspecify.annotations.Nullable;

/// The waist: every operation of the library passes here, and nothing else makes nodes (but
/// `FunctionN.applyAll`, for the user's operations).
///
/// The record's kernel computes; then, if gradients are wanted, a node is made that saves what the
/// needed formulas read. Tensors that belong to a transform (forward mode, vmap, a gradient level,
/// tracing) are handed to [Levels] first.
public final class Ops {
    private Ops() {}

    public static Tensor apply(UnaryOp op, Tensor self) {
        if (self.lifted != null) {
            return Levels.apply(op, self)[0];
        }
        Tensor out = self.dtype().isNarrow() ? Narrow.run(op, self)[0] : op.forward(self);
        if (self.requiresGrad()) {
            record(op, self, out);
        }
        return out;
    }

    public static Tensor apply(BinaryOp op, Tensor self, Tensor other) {
        if (self.lifted != null || other.lifted != null) {
            return Levels.apply(op, self, other)[0];
        }
        Tensor out =
                self.dtype().isNarrow() || other.dtype().isNarrow()
                        ? Narrow.run(op, self, other)[0]
                        : op.forward(self, other);
        if (self.requiresGrad() || other.requiresGrad()) {
            record(op, self, other, out);
        }
        return out;
    }

    public static Tensor apply(NaryOp op, Tensor... inputs) {
        if (anyLifted(inputs)) {
            return Levels.apply(op, inputs)[0];
        }
        Tensor out = Narrow.any(inputs) ? Narrow.run(op, inputs)[0] : op.forward(inputs);
        if (anyRequiresGrad(inputs)) {
            record(op, inputs, out);
        }
        return out;
    }

    public static Tensor[] apply(MultiOp op, Tensor... inputs) {
        return applyAny(op, inputs);
    }

    /// An operation whose result shares the storage of its input.
    public static Tensor view(UnaryOp op, Tensor self) {
        if (self.lifted != null) {
            return Levels.apply(op, self)[0];
        }
        Tensor out = op.forward(self);
        State state = State.current();
        boolean recording = state.gradEnabled;
        View.track(self, out, recording ? View.Origin.RECORDED : View.Origin.NO_GRAD);
        if (state.level > 0) {
            Lifting.note(out, state);
        }
        if (recording && self.requiresGrad()) {
            record(op, self, out);
        }
        return out;
    }

    /// Any operation, for callers that do not know its arity: transforms and traces.
    public static Tensor[] applyAny(Op op, Tensor... inputs) {
        if (op instanceof BinaryOp binary) {
            return new Tensor[] {apply(binary, inputs[0], inputs[1])};
        }
        if (op instanceof UnaryOp unary) {
            return new Tensor[] {op.isView() ? view(unary, inputs[0]) : apply(unary, inputs[0])};
        }
        if (anyLifted(inputs)) {
            return Levels.apply(op, inputs);
        }
        Tensor[] outs = Narrow.any(inputs) ? Narrow.run(op, inputs) : op.run(inputs);
        State state = State.current();
        if (op.isView()) {
            for (Tensor out : outs) {
                View.track(inputs[0], out, View.Origin.of(op, state.gradEnabled));
                if (state.level > 0) {
                    Lifting.note(out, state);
                }
            }
        }
        if (anyRequiresGrad(inputs)) {
            record(op, inputs, outs);
        }
        return outs;
    }

    static boolean anyLifted(Tensor[] inputs) {
        for (Tensor input : inputs) {
            if (input.lifted != null) {
                return true;
            }
        }
        return false;
    }

    private static boolean anyRequiresGrad(Tensor[] inputs) {
        for (Tensor input : inputs) {
            if (input.requiresGrad()) {
                return true;
            }
        }
        return false;
    }

    /// Whether the tensor belongs to a transform, so that its elements are not simply there.
    public static boolean isLifted(Tensor t) {
        return t.lifted != null;
    }

    /// The tensor with elements of its own, below forward-mode and gradient levels; a batch has no
    /// single value.
    public static Tensor concrete(Tensor t, String call) {
        return t.lifted == null ? t : Levels.concrete(t, call);
    }

    /// The elements behind a tensor of transforms, with the dimensions of batches, for a question
    /// about all of them at once.
    public static Tensor elements(Tensor t) {
        Tensor at = t;
        while (at.lifted != null) {
            at = at.lifted.value();
        }
        return at;
    }

    /// What a tensor of a transform prints as.
    public static String liftedText(Tensor t, LiftedText texts) {
        return Levels.text(t, texts);
    }

    // Recording

    static void record(UnaryOp op, Tensor self, Tensor out) {
        State state = State.current();
        if (!state.gradEnabled || !out.dtype().isFloating() || !op.differentiable(0)) {
            return;
        }
        var node = new OpNode(op, self, state);
        node.next = new @Nullable Edge[] {self.edge()};
        int reads = op.reads();
        if ((reads & Op.SELF) != 0) {
            node.save(0, self, state);
        }
        if ((reads & Op.RESULT) != 0) {
            node.saveResult(0, out, state);
        }
        node.output(out);
        out.attach(node, 0);
        created(node, state);
    }

    static void record(BinaryOp op, Tensor self, Tensor other, Tensor out) {
        State state = State.current();
        if (!state.gradEnabled || !out.dtype().isFloating() || !op.differentiable(0)) {
            return;
        }
        var node = new OpNode(op, self, other, state);
        Edge toSelf = self.edge();
        Edge toOther = other.edge();
        node.next =
                op.edges(2) == 1
                        ? new @Nullable Edge[] {toSelf}
                        : new @Nullable Edge[] {toSelf, toOther};
        int reads =
                (toSelf == null ? 0 : op.readsForSelf())
                        | (toOther == null ? 0 : op.readsForOther());
        if ((reads & Op.SELF) != 0) {
            node.save(0, self, state);
        }
        if ((reads & Op.OTHER) != 0) {
            node.save(1, other, state);
        }
        if ((reads & Op.RESULT) != 0) {
            node.saveResult(0, out, state);
        }
        node.output(out);
        out.attach(node, 0);
        created(node, state);
    }

    static void record(Op op, Tensor[] inputs, Tensor... outs) {
        State state = State.current();
        if (!state.gradEnabled) {
            return;
        }
        boolean any = false;
        for (int k = 0; k < outs.length; k++) {
            any |= outs[k].dtype().isFloating() && op.differentiable(k);
        }
        if (!any) {
            return;
        }
        OpNode node = node(op, inputs, inputs[0], state);
        node.outputs(outs);
        finish(node, op, outs, state);
        for (int k = 0; k < outs.length; k++) {
            if (outs[k].dtype().isFloating() && op.differentiable(k)) {
                outs[k].attach(node, k);
            }
        }
        created(node, state);
    }

    /// A node with its edges and saved inputs; `self` is what to save for input 0.
    static OpNode node(Op op, Tensor[] inputs, Tensor self, State state) {
        var node = new OpNode(op, inputs, state);
        @Nullable Edge[] next = new @Nullable Edge[op.edges(inputs.length)];
        int reads = 0;
        for (int i = 0; i < Math.min(next.length, inputs.length); i++) {
            next[i] = inputs[i].edge();
            if (next[i] != null) {
                reads |= op.reads(i);
            }
        }
        node.next = next;
        node.resultRead = (reads & Op.RESULT) != 0;
        for (int i = 0; i < inputs.length; i++) {
            if (i < 30 ? (reads & 1 << i) != 0 : reads != 0) {
                node.save(i, i == 0 ? self : inputs[i], state);
            }
        }
        return node;
    }

    static void finish(OpNode node, Op op, Tensor[] outs, State state) {
        if (node.resultRead) {
            for (int k = 0; k < outs.length; k++) {
                if (op.savesResult(k)) {
                    node.saveResult(k, outs[k], state);
                }
            }
        }
    }

    static void created(GraphNode node, State state) {
        if (state.anomaly) {
            node.trace = new Throwable("forward call of " + node.name());
            node.parent = state.node;
        }
        if (state.listener != null) {
            state.listener.created(node);
        }
    }

    // In place

    /// Writes the result of the operation over its first input. See [InPlace].
    public static Tensor applyInPlace(Op op, Tensor... inputs) {
        return InPlace.apply(op, inputs);
    }

    /// Adds to a gradient that the engine or a leaf owns, unrecorded.
    static void addInPlace(Tensor target, Tensor g) {
        if (target.lifted != null || g.lifted != null || target.dtype().isNarrow()) {
            applyInPlace(jgrad.ops.Arithmetic.Add.OP, target, g);
            return;
        }
        Each.binaryInto(jgrad.kernels.functions.Binary.ADD, target, g, target);
        target.storage().bumpVersion();
    }
}
