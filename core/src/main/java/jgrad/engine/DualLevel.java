package jgrad.engine;

import static java.util.Objects.requireNonNull;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.autograd.FunctionN;
import jgrad.ops.Copies;
import jgrad.ops.Op;
import jgrad.ops.Saved;
import jgrad.ops.Strides;
import jgrad.storage.Layout;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Forward mode: each tensor carries its directional derivative along.
///
/// Note [Tangents of views]: a view's tangent is the same view of its base's tangent, so a write
/// through one is seen by the other, as with the elements. Therefore a tangent has the layout of
/// its tensor before a view of it is made, and no two tensors share a tangent unless one is a view
/// of the other.
public final class DualLevel extends Level {
    private final boolean mayWriteOutside;

    /// @param mayWriteOutside whether tensors made before may be written to; they keep no tangent
    public DualLevel(boolean mayWriteOutside) {
        this.mayWriteOutside = mayWriteOutside;
    }

    boolean isByHand() {
        return mayWriteOutside;
    }

    /// The tensor with a tangent of its shape and type.
    public Tensor dual(Tensor primal, Tensor tangent) {
        Tensor own = tangent;
        if (!matches(tangent.layout(), primal.layout())) {
            own = inLayoutOf(primal, tangent);
        }
        return wrap(primal, own, -1, primal.layout());
    }

    public Tensor primal(Tensor t) {
        return down(Levels.alive(t));
    }

    /// The tangent at this level; null for zero.
    public @Nullable Tensor tangent(Tensor t) {
        Tensor alive = Levels.alive(t);
        return owns(alive) ? liftedOf(alive).tangent() : null;
    }

    private static boolean matches(Layout a, Layout b) {
        return Arrays.equals(a.strides(), b.strides()) || a.isContiguous() && b.isContiguous();
    }

    private static Tensor inLayoutOf(Tensor primal, Tensor tangent) {
        return primal.lifted != null || tangent.lifted != null
                ? Ops.apply(Copies.Contiguous.OP, tangent)
                : Fitting.copyLike(primal, tangent);
    }

    @Override
    Tensor[] apply(Op op, Tensor[] inputs) {
        Tensor[] primals = down(inputs);
        if (op.isView() && inputs[0].lifted != null) {
            readyForViews(inputs[0]);
        }
        Tensor[] outs = Ops.applyAny(op, primals);
        @Nullable Tensor[] tangents =
                op instanceof Strides.AsStrided strided
                        ? new @Nullable Tensor[] {strided(strided, inputs[0])}
                        : op.jvp(tangents(inputs), new Values(op, primals, outs));
        var results = new Tensor[outs.length];
        for (int k = 0; k < outs.length; k++) {
            Tensor tangent = tangents[k];
            if (tangent == null || !outs[k].dtype().isFloating()) {
                results[k] = outs[k];
                continue;
            }
            tangent = fitted(tangent, outs[k].layout().shape(), outs[k].dtype());
            if (!op.isView()) {
                tangent = unshared(tangent, inputs);
            }
            results[k] = wrap(outs[k], tangent, -1, outs[k].layout());
            if (op.isView()) {
                trackView(op, inputs[0], results[k]);
            }
        }
        if (recordsToo(inputs)) {
            record(op, inputs, results);
        }
        return results;
    }

    private @Nullable Tensor[] tangents(Tensor[] inputs) {
        @Nullable Tensor[] tangents = new @Nullable Tensor[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            tangents[i] = owns(inputs[i]) ? liftedOf(inputs[i]).tangent() : null;
        }
        return tangents;
    }

    private void readyForViews(Tensor t) {
        Lifted lifted = liftedOf(t);
        Tensor tangent = lifted.tangent();
        if (tangent != null && !matches(tangent.layout(), t.layout())) {
            t.lifted = new Lifted(this, lifted.value(), inLayoutOf(lifted.value(), tangent), -1);
        }
    }

    /// The tangent of a view by places in storage: the same places of the tangent's storage, if
    /// those are all that the tensor or its base shows, else of a tangent made anew to cover them.
    private @Nullable Tensor strided(Strides.AsStrided op, Tensor self) {
        if (!owns(self) || liftedOf(self).tangent() == null) {
            return null;
        }
        var view = new Layout(op.shape(), op.strides(), op.offset());
        View of = self.view;
        Tensor base = of != null && owns(of.base) ? of.base : self;
        if (!sameStrides(self) || !(covers(self.layout(), view) || covers(base.layout(), view))) {
            placeTangents(base);
            if (!sameStrides(self)) {
                placeTangents(self);
            }
        }
        Tensor tangent = requireNonNull(liftedOf(self).tangent());
        int offset = op.offset() - self.layout().offset() + tangent.layout().offset();
        return Ops.view(new Strides.AsStrided(op.shape(), op.strides(), offset), tangent);
    }

    private static boolean sameStrides(Tensor dual) {
        Tensor tangent = liftedOf(dual).tangent();
        return tangent != null
                && Arrays.equals(tangent.layout().strides(), dual.layout().strides());
    }

    private static boolean covers(Layout layout, Layout view) {
        return layout.isNonOverlappingAndDense() && layout.spans(view);
    }

    /// Lays the tangents of a tensor and of its views as the tensors themselves lie, in a storage
    /// that covers all of theirs.
    private void placeTangents(Tensor base) {
        Tensor tangent = liftedOf(base).tangent();
        if (tangent == null) {
            return;
        }
        Tensor placed = placed(base, tangent);
        base.lifted = new Lifted(this, liftedOf(base).value(), placed, -1);
        for (Tensor view : Lifting.viewsOf(base)) {
            if (owns(view) && liftedOf(view).tangent() != null) {
                Layout layout = view.layout();
                Tensor part =
                        Ops.view(
                                new Strides.AsStrided(
                                        layout.shape(), layout.strides(), layout.offset()),
                                placed);
                view.lifted = new Lifted(this, liftedOf(view).value(), part, -1);
            }
        }
    }

    private static Tensor placed(Tensor dual, Tensor tangent) {
        Layout layout = dual.layout();
        var everywhere = new Layout(new int[] {dual.storage().size()}, new int[] {1}, 0);
        Tensor all = Ops.apply(new Strides.Relaid(layout, everywhere, false), tangent);
        return Ops.view(
                new Strides.AsStrided(layout.shape(), layout.strides(), layout.offset()), all);
    }

    private static Tensor fitted(Tensor tangent, int[] shape, DType type) {
        return Fitting.broadcastTo(Fitting.to(tangent, type), shape);
    }

    private Tensor unshared(Tensor tangent, Tensor[] inputs) {
        for (Tensor input : inputs) {
            Tensor other = owns(input) ? liftedOf(input).tangent() : null;
            if (other != null && other.storage() == tangent.storage()) {
                return Ops.apply(Copies.Clone.OP, tangent);
            }
        }
        return tangent;
    }

    @Override
    Tensor applyInPlace(Op op, Tensor[] inputs) {
        Tensor self = target(op, inputs[0]);
        if (recordsToo(inputs) && self.dtype().isFloating()) {
            return InPlace.recorded(op, inputs, () -> write(op, inputs));
        }
        write(op, inputs);
        return self;
    }

    private void write(Op op, Tensor[] inputs) {
        Tensor self = inputs[0];
        Tensor[] primals = down(inputs);
        @Nullable Tensor[] tangents = tangents(inputs);
        // before the write, while the old value and tangent are there; copies of them where a
        // derivative of the new tangent will read them after
        Tensor[] old = primals;
        if (isRecorded(primals, tangents)) {
            old = preserved(op, primals);
            tangents[0] = tangents[0] == null ? null : Ops.apply(Copies.Clone.OP, tangents[0]);
        }
        Tensor tangent = op.jvp(tangents, new Values(op, old, null))[0];
        if (tangent != null) {
            tangent = fitted(tangent, self.layout().shape(), self.dtype());
        }
        Ops.applyInPlace(op, primals);
        setTangent(self, tangent);
    }

    private static boolean isRecorded(Tensor[] primals, @Nullable Tensor[] tangents) {
        boolean any = false;
        for (int i = 0; i < primals.length; i++) {
            Tensor tangent = tangents[i];
            any |= primals[i].requiresGrad() || tangent != null && tangent.requiresGrad();
            any |= primals[i].lifted != null;
        }
        return any;
    }

    private void setTangent(Tensor self, @Nullable Tensor tangent) {
        Lifted lifted = liftedOf(self);
        Tensor old = lifted.tangent();
        if (old == tangent) {
            return;
        }
        if (old != null
                && !old.layout().hasInternalOverlap()
                && !(old.requiresGrad() && old.isLeaf())) {
            if (tangent == null) {
                old.zero_();
            } else {
                Ops.applyInPlace(Copies.Copy.OP, old, tangent);
            }
        } else {
            Tensor own = tangent == null ? null : Ops.apply(Copies.Clone.OP, tangent);
            self.lifted = new Lifted(this, lifted.value(), own, -1);
        }
    }

    @Override
    Functions.Applied applyFunction(FunctionN function, Tensor[] inputs, boolean[] needed) {
        boolean[] wanted = needed.clone();
        @Nullable Tensor[] tangents = tangents(inputs);
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] |= tangents[i] != null;
        }
        Functions.Applied below = Functions.applied(function, downApart(inputs), wanted);
        @Nullable Tensor[] results = function.jvp(below.node(), tangents);
        if (results == null) {
            results = Transposed.jvp(function, below, tangents);
        }
        if (results.length != below.outputs().length) {
            throw new IllegalStateException(
                    function.name()
                            + ".jvp returned "
                            + results.length
                            + " tangents for "
                            + below.outputs().length
                            + " results"
                            + Place.suffix());
        }
        var outputs = new Tensor[results.length];
        for (int k = 0; k < outputs.length; k++) {
            Tensor out = below.outputs()[k];
            int input = below.returned(k);
            Tensor tangent = below.isDifferentiable(k) ? results[k] : null;
            if (tangent != null) {
                tangent = fitted(tangent, out.layout().shape(), out.dtype());
            }
            if (input >= 0 && below.isDirty(input)) {
                outputs[k] = target(Copies.Copy.OP, inputs[input]);
                setTangent(outputs[k], tangent);
            } else {
                Tensor own = tangent == null ? null : unshared(tangent, inputs);
                outputs[k] = out.dtype().isFloating() ? wrap(out, own, -1, out.layout()) : out;
            }
        }
        Intermediates.Kept kept = kept(below, inputs, outputs);
        return raised(below, inputs, outputs, kept, recordsToo(inputs), needed);
    }

    @Override
    Tensor detach(Tensor t) {
        return down(t).detach();
    }

    @Override
    Tensor concrete(Tensor t, String call) {
        return down(t);
    }

    @Override
    String text(Tensor t, LiftedText texts) {
        Tensor primal = Levels.alive(down(t));
        Tensor carried = liftedOf(t).tangent();
        if (carried == null) {
            return texts.of(primal);
        }
        Tensor tangent = Levels.alive(carried);
        if (primal.lifted == null && tangent.lifted == null) {
            return texts.dual(primal, tangent);
        }
        return "DualTensor(lvl="
                + number
                + ", value="
                + texts.of(primal)
                + ", tangent="
                + texts.of(tangent)
                + ")";
    }

    @Override
    Lifted lift(Tensor t, Tensor value) {
        return new Lifted(this, value, Lifting.Room.of(value).zeros(value.dtype()), -1);
    }

    @Override
    Lifted liftView(Tensor view, Tensor value, Tensor base) {
        Layout layout = view.layout();
        Tensor whole = requireNonNull(liftedOf(base).tangent());
        int offset = layout.offset() - base.layout().offset() + whole.layout().offset();
        Tensor tangent =
                Ops.view(new Strides.AsStrided(layout.shape(), layout.strides(), offset), whole);
        return new Lifted(this, value, tangent, -1);
    }

    @Override
    RuntimeException captured(Tensor t, Op op) {
        return Messages.captured("jvp", op);
    }

    @Override
    boolean mayTakeOver(Tensor base) {
        return mayWriteOutside || super.mayTakeOver(base);
    }

    /// What a forward-mode rule reads.
    private record Values(Op op, Tensor[] primals, Tensor @Nullable [] outs) implements Saved {
        @Override
        public Tensor input(int i) {
            return primals[i];
        }

        @Override
        public Tensor result(int k) {
            return outs == null ? Ops.applyAny(op, primals)[k] : outs[k];
        }

        @Override
        public int[] shape(int i) {
            return primals[i].layout().shape();
        }

        @Override
        public DType dtype(int i) {
            return primals[i].dtype();
        }

        @Override
        public Layout layout(int i) {
            return primals[i].layout();
        }

        @Override
        public int inputs() {
            return primals.length;
        }
    }
}
