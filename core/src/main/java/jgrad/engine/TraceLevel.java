package jgrad.engine;

import jgrad.Tensor;
import jgrad.autograd.FunctionN;
import jgrad.ops.Copies;
import jgrad.ops.Op;
import jgrad.ops.Strides;
import jgrad.storage.Layout;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// Writes a function down while it runs: each operation with the numbers of the values that it
/// reads and makes.
///
/// A tensor of this level has its number where a batch has its dimension. Other tensors are
/// constants. One that is written to, having been made inside, becomes a fresh copy of what it was
/// then; what read it before keeps that content.
public final class TraceLevel extends Level {
    private final List<TraceStep> steps = new ArrayList<>();
    private final List<@Nullable Tensor> constants = new ArrayList<>();
    private final IdentityHashMap<Tensor, Integer> numbers = new IdentityHashMap<>();

    /// A tensor of the trace that is not computed by it.
    public Tensor input(Tensor t) {
        return wrap(t, null, fresh(null), t.layout());
    }

    public List<TraceStep> steps() {
        return steps;
    }

    /// The constants by number; null for inputs and results of steps.
    public List<@Nullable Tensor> constants() {
        return constants;
    }

    /// The number of a value, which is a new constant if it is not of this trace.
    public int slot(Tensor t) {
        if (owns(t)) {
            return liftedOf(t).dim();
        }
        Integer known = numbers.get(t);
        if (known == null) {
            known = fresh(t);
            numbers.put(t, known);
        }
        return known;
    }

    public Tensor value(Tensor t) {
        return down(t);
    }

    private int fresh(@Nullable Tensor constant) {
        constants.add(constant);
        return constants.size() - 1;
    }

    private int[] slots(Tensor[] inputs) {
        var slots = new int[inputs.length];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = slot(inputs[i]);
        }
        return slots;
    }

    private int[] freshSlots(int count) {
        var slots = new int[count];
        java.util.Arrays.setAll(slots, k -> fresh(null));
        return slots;
    }

    private void add(TraceStep.Kind kind, Object operation, int[] inputs, int[] outputs) {
        steps.add(new TraceStep(kind, operation, inputs, outputs, State.current().gradEnabled));
    }

    @Override
    Tensor[] apply(Op op, Tensor[] inputs) {
        int[] from = slots(inputs);
        Tensor[] outs = Ops.applyAny(op, down(inputs));
        int[] to = freshSlots(outs.length);
        add(TraceStep.Kind.PLAIN, op, from, to);
        var results = new Tensor[outs.length];
        for (int k = 0; k < outs.length; k++) {
            results[k] = wrap(outs[k], null, to[k], outs[k].layout());
            if (op.isView()) {
                trackView(op, inputs[0], results[k]);
            }
        }
        if (recordsToo(inputs)) {
            record(op, inputs, results);
        }
        return results;
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
        int[] from = slots(inputs);
        Ops.applyInPlace(op, down(inputs));
        add(TraceStep.Kind.IN_PLACE, op, from, new int[] {from[0]});
    }

    @Override
    Functions.Applied applyFunction(FunctionN function, Tensor[] inputs, boolean[] needed) {
        int[] from = slots(inputs);
        Functions.Applied below = Functions.applied(function, downApart(inputs), needed);
        var outputs = new Tensor[below.outputs().length];
        int[] to = freshSlots(outputs.length);
        add(TraceStep.Kind.FUNCTION, function, from, to);
        for (int k = 0; k < outputs.length; k++) {
            Tensor out = below.outputs()[k];
            int input = below.returned(k);
            outputs[k] =
                    input >= 0 && below.isDirty(input)
                            ? inputs[input]
                            : wrap(out, null, to[k], out.layout());
        }
        Intermediates.Kept kept = kept(below, inputs, outputs);
        return raised(below, inputs, outputs, kept, recordsToo(inputs), needed);
    }

    @Override
    Tensor detach(Tensor t) {
        Tensor out = down(t).detach();
        int[] to = freshSlots(1);
        add(TraceStep.Kind.DETACH, "detach", new int[] {slot(t)}, to);
        return wrap(out, null, to[0], out.layout());
    }

    @Override
    Tensor concrete(Tensor t, String call) {
        jgrad.Warnings.warn(
                "trace: "
                        + call
                        + " reads a value while the function is traced. What the program makes of"
                        + " it is a constant of the trace, and the same for all inputs.");
        return down(t);
    }

    @Override
    String text(Tensor t, LiftedText texts) {
        return "TracedTensor(%" + slot(t) + ", value=\n" + texts.of(down(t)).indent(4) + ")";
    }

    @Override
    Lifted lift(Tensor t, Tensor value) {
        Tensor before = Fitting.copyLike(value, value.detach());
        Integer known = numbers.remove(t);
        if (known != null) {
            constants.set(known, before);
        }
        Lifting.Room room = Lifting.Room.of(value);
        if (room.compact()) {
            int[] to = freshSlots(1);
            int constant = known != null ? known : fresh(before);
            add(TraceStep.Kind.PLAIN, Copies.Clone.OP, new int[] {constant}, to);
            return new Lifted(this, value, null, to[0]);
        }
        int[] whole = freshSlots(1);
        int constant = fresh(Ops.apply(Copies.Contiguous.OP, room.row(value.detach())));
        add(TraceStep.Kind.PLAIN, Copies.Clone.OP, new int[] {constant}, whole);
        return new Lifted(this, value, null, part(whole, room.layout()));
    }

    @Override
    Lifted liftView(Tensor view, Tensor value, Tensor base) {
        Integer known = numbers.remove(view);
        if (known != null) {
            constants.set(known, Fitting.copyLike(value, value.detach()));
        }
        View of = java.util.Objects.requireNonNull(value.view);
        int moved = Lifting.Room.of(of.base).layout().offset() - base.layout().offset();
        int[] from = {slot(base)};
        return new Lifted(this, value, null, part(from, view.layout().shifted(moved)));
    }

    /// The number of a view by places in storage.
    private int part(int[] of, Layout layout) {
        int[] to = freshSlots(1);
        var op = new Strides.AsStrided(layout.shape(), layout.strides(), layout.offset());
        add(TraceStep.Kind.PLAIN, op, of, to);
        return to[0];
    }

    @Override
    RuntimeException captured(Tensor t, Op op) {
        return Messages.captured("trace", op);
    }
}
