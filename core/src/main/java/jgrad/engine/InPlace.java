package jgrad.engine;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.autograd.Edge;
import jgrad.ops.Copies;
import jgrad.ops.Narrow;
import jgrad.ops.Op;
import jgrad.ops.Promotion;
import jgrad.ops.Strides;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Writing to tensors whose history is recorded.
///
/// Note [Rebased history]: after `y.mul_(3)` the tensor `y` is another value, so its node is
/// replaced by that of the multiplication, whose edge goes to the old node. If `y` is a view, the
/// value that changed is its base: the base gets a [CopySlicesNode], and the node of every view of
/// it is made anew when next asked for. Everything is refused before the write.
final class InPlace {
    private InPlace() {}

    static Tensor apply(Op op, Tensor... inputs) {
        for (Tensor input : inputs) {
            if (input.lifted != null) {
                return Levels.applyInPlace(op, inputs);
            }
        }
        return recorded(op, inputs, () -> write(op, inputs));
    }

    /// Writes, and makes what was written the history of the target, at whatever level it is.
    static Tensor recorded(Op op, Tensor[] inputs, Runnable write) {
        Tensor self = inputs[0];
        State state = State.current();
        boolean requires = false;
        for (Tensor input : inputs) {
            requires |= input.requiresGrad();
        }
        // a view made unrecorded does not know of its base's gradient, and must be refused
        requires |= self.view != null && self.view.base.requiresGrad();
        boolean recording = state.gradEnabled && requires && self.dtype().isFloating();
        check(self, recording);

        Tensor oldSelf =
                recording && needsOldSelf(op, inputs) ? Ops.apply(Copies.Clone.OP, self) : self;
        OpNode node = recording ? Ops.node(op, inputs, oldSelf, state) : null;
        write.run();
        if (node != null) {
            node.output(self);
            if (self.view == null) {
                Ops.finish(node, op, new Tensor[] {self}, state);
                rebase(self, node);
            } else { // its place in the graph is a part of its base
                rebase(self, node);
                Ops.finish(node, op, new Tensor[] {self}, state);
            }
            Ops.created(node, state);
        }
        return self;
    }

    private static boolean needsOldSelf(Op op, Tensor[] inputs) {
        for (int i = 0; i < inputs.length; i++) {
            if ((op.reads(i) & Op.SELF) != 0 && inputs[i].requiresGrad()) {
                return true;
            }
        }
        return false;
    }

    /// Refuses what must not be written to.
    static void check(Tensor self, boolean recording) {
        if (self.layout().hasInternalOverlap()) {
            throw new IllegalArgumentException(
                    "unsupported operation: more than one element of the written-to tensor refers"
                            + " to a single memory location. Please clone() the tensor before"
                            + " performing the operation."
                            + Place.suffix());
        }
        if (!recording) {
            return;
        }
        View view = self.view;
        if (view != null) {
            checkOrigin(self, view);
            if (self.requiresGrad() && view.base.requiresGrad() && view.base.isLeaf()) {
                throw new IllegalStateException(
                        "a view of a leaf Variable that requires grad is being used in an in-place"
                                + " operation."
                                + named(view.base)
                                + Place.suffix());
            }
        }
        if (self.requiresGrad() && self.isLeaf()) {
            throw new IllegalStateException(
                    "a leaf Variable that requires grad is being used in an in-place operation."
                            + named(self)
                            + Place.suffix());
        }
    }

    private static String named(Tensor t) {
        return t.name == null ? "" : " It is named '" + t.name + "'.";
    }

    private static void checkOrigin(Tensor self, View view) {
        switch (view.origin) {
            case RECORDED -> {}
            case NO_GRAD ->
                    throw new IllegalStateException(
                            "A view was created in no_grad mode and is being modified inplace with"
                                + " grad mode enabled. Given that this use case is ambiguous and"
                                + " error-prone, it is forbidden. You can clarify your code by"
                                + " moving both the view and the inplace either both inside the"
                                + " no_grad block (if you don't want the inplace to be tracked) or"
                                + " both outside (if you want the inplace to be tracked)."
                                    + Place.suffix());
            case MULTI_OUTPUT ->
                    throw new IllegalStateException(
                            isModified(self)
                                    + "This view is the output of a function that returns multiple"
                                    + " views. Such functions do not allow the output views to be"
                                    + " modified inplace. You should replace the inplace operation"
                                    + " by an out-of-place one."
                                    + Place.suffix());
            case FUNCTION ->
                    throw new IllegalStateException(
                            isModified(self)
                                    + "This view was created inside a custom Function (or because"
                                    + " an input was returned as-is) and the autograd logic to"
                                    + " handle view+inplace would override the custom backward"
                                    + " associated with the custom Function, leading to incorrect"
                                    + " gradients. This behavior is forbidden. You can fix this by"
                                    + " cloning the output of the custom Function."
                                    + Place.suffix());
        }
    }

    private static String isModified(Tensor self) {
        GraphNode fn = self.gradFnNow();
        return "Output "
                + self.outputNr
                + " of "
                + (fn == null ? "a function" : Messages.operation(fn))
                + " is a view and is being modified inplace. ";
    }

    private static void write(Op op, Tensor[] inputs) {
        Tensor self = inputs[0];
        boolean grad = State.current().setGradEnabled(false);
        try {
            boolean narrow = !op.keepsNarrow() && Narrow.any(inputs);
            if (narrow || !op.into(inputs)) {
                Tensor result = narrow ? Narrow.run(op, inputs)[0] : op.run(inputs)[0];
                refuse(self, result.layout().shape(), result.dtype());
                Copies.Copy.OP.into(new Tensor[] {self, result});
            }
        } finally {
            State.current().setGradEnabled(grad);
        }
        self.storage().bumpVersion();
    }

    /// Refuses a result that does not fit its target.
    static void refuse(Tensor self, int[] shape, DType type) {
        if (!Arrays.equals(shape, self.layout().shape())) {
            throw new IllegalArgumentException(
                    "output with shape "
                            + Arrays.toString(self.layout().shape())
                            + " doesn't match the broadcast shape "
                            + Arrays.toString(shape)
                            + Place.suffix());
        }
        Promotion.checkCast(type, self.dtype());
    }

    /// Makes `node` the history of `self`, or of what `self` is a view of.
    static void rebase(Tensor self, GraphNode node) {
        View view = self.view;
        if (view == null) {
            GraphNode before = self.gradFn;
            self.attach(node, 0);
            keepRetaining(self, before);
        } else {
            Tensor base = view.base;
            var slices = new CopySlicesNode(base, self, node);
            GraphNode baseBefore = base.gradFnNow();
            base.attach(slices, 0);
            keepRetaining(base, baseBefore);
            regenerate(self, view);
        }
    }

    private static void keepRetaining(Tensor t, @Nullable GraphNode before) {
        if (t.retainsGrad && before != null && before != t.gradFn && before.hooks != null) {
            before.hooks.stopRetaining(t);
            if (t.gradFn != null) {
                t.gradFn.hooks().retain(t.outputNr, t);
            }
        }
    }

    /// The node of a view whose base has changed: the view as a function of the base.
    static @Nullable GraphNode regenerate(Tensor self, View view) {
        Edge toBase = view.base.edge();
        view.version = self.storage().version();
        if (toBase == null) {
            return self.gradFn;
        }
        State state = State.current();
        var op =
                new Strides.AsStrided(
                        self.layout().shape(), self.layout().strides(), self.layout().offset());
        var node = new OpNode(op, view.base, state);
        node.next = new @Nullable Edge[] {toBase};
        node.output(self);
        GraphNode before = self.gradFn;
        self.attach(node, 0);
        keepRetaining(self, before);
        Ops.created(node, state);
        return node;
    }
}
