package jgrad.engine;

import jgrad.Tensor;
import jgrad.autograd.FunctionN;
import jgrad.ops.Op;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Reverse mode as a transform: a graph of its own, over whatever the tensors are one level down.
///
/// An operation runs one level down under the grad mode in force outside of the transform, and is
/// recorded here if recording is on inside. Once the level is closed its tensors are what they were
/// one level down, saved ones included, so the backward pass computes with those directly.
public final class GradLevel extends Level {
    private final boolean outside = State.current().gradEnabled;
    private final String transform;

    /// @param transform what the user called, for messages
    public GradLevel(String transform) {
        this.transform = transform;
    }

    /// The tensor as a leaf of this level's graph.
    public Tensor variable(Tensor t) {
        Tensor leaf = constant(Levels.alive(t));
        leaf.requiresGrad = true;
        return leaf;
    }

    /// The tensor one level down.
    public Tensor result(Tensor t) {
        return down(t);
    }

    /// The gradients of `outputs` with respect to `inputs`, which are leaves of this level; null
    /// where there is no dependence. To be called when the level is closed.
    public @Nullable Tensor[] gradients(
            List<Tensor> outputs,
            List<Tensor> inputs,
            List<@Nullable Tensor> gradOutputs,
            boolean keepGraph) {
        var roots = new ArrayList<Tensor>();
        var starts = new ArrayList<@Nullable Tensor>();
        for (int i = 0; i < outputs.size(); i++) {
            Tensor output = outputs.get(i);
            if (owns(output) && output.requiresGrad()) {
                roots.add(output);
                starts.add(gradOutputs.get(i));
            }
        }
        if (roots.isEmpty() || inputs.isEmpty()) {
            return new @Nullable Tensor[inputs.size()];
        }
        return Engine.grad(roots, inputs, starts, keepGraph, State.current().gradEnabled, true)
                .toArray(new @Nullable Tensor[0]);
    }

    private Tensor constant(Tensor t) {
        return wrap(t, null, -1, t.layout());
    }

    private Tensor[] mine(Tensor[] inputs) {
        var mine = new Tensor[inputs.length];
        for (int i = 0; i < mine.length; i++) {
            mine[i] = owns(inputs[i]) ? inputs[i] : constant(inputs[i]);
        }
        return mine;
    }

    @Override
    boolean ownsHistory() {
        return true;
    }

    @Override
    Tensor[] apply(Op op, Tensor[] inputs) {
        State state = State.current();
        boolean inside = state.setGradEnabled(outside);
        Tensor[] outs;
        try {
            outs = Ops.applyAny(op, down(inputs));
        } finally {
            state.setGradEnabled(inside);
        }
        boolean view = op.isView();
        boolean recorded = inside && anyRequires(inputs);
        if (!view && !recorded) {
            return outs;
        }
        var results = new Tensor[outs.length];
        boolean any = false;
        for (int k = 0; k < outs.length; k++) {
            boolean floating = outs[k].dtype().isFloating() && op.differentiable(k);
            results[k] = floating || view && owns(inputs[0]) ? constant(outs[k]) : outs[k];
            any |= floating;
            if (view && owns(results[k])) {
                trackView(op, inputs[0], results[k]);
            }
        }
        if (recorded && any) {
            record(op, mine(inputs), results);
        }
        return results;
    }

    private boolean anyRequires(Tensor[] inputs) {
        for (Tensor input : inputs) {
            if (owns(input) && input.requiresGrad()) {
                return true;
            }
        }
        return false;
    }

    @Override
    Tensor applyInPlace(Op op, Tensor[] inputs) {
        target(op, inputs[0]);
        Tensor[] all = mine(inputs);
        return InPlace.recorded(op, all, () -> write(op, all));
    }

    private void write(Op op, Tensor[] all) {
        State state = State.current();
        boolean inside = state.setGradEnabled(outside);
        try {
            Ops.applyInPlace(op, down(all));
        } finally {
            state.setGradEnabled(inside);
        }
    }

    @Override
    Functions.Applied applyFunction(FunctionN function, Tensor[] inputs, boolean[] needed) {
        State state = State.current();
        Tensor[] all = mine(inputs);
        boolean[] wanted = needed.clone();
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] |= all[i].requiresGrad();
        }
        boolean inside = state.setGradEnabled(outside);
        Functions.Applied below;
        try {
            below = Functions.applied(function, downApart(all), wanted);
        } finally {
            state.setGradEnabled(inside);
        }
        var fresh = new Tensor[below.outputs().length];
        for (int k = 0; k < fresh.length; k++) {
            fresh[k] = constant(below.outputs()[k]);
        }
        Intermediates.Kept kept = kept(below, all, fresh).mapped(t -> owns(t) ? t : constant(t));
        return raised(below, all, fresh, kept, inside && anyRequires(all), needed);
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
        return "GradTrackingTensor(lvl="
                + number
                + ", value=\n"
                + texts.of(down(t)).indent(4)
                + ")";
    }

    @Override
    Lifted lift(Tensor t, Tensor value) {
        return new Lifted(this, value, null, -1);
    }

    @Override
    Lifted liftView(Tensor view, Tensor value, Tensor base) {
        return new Lifted(this, value, null, -1);
    }

    @Override
    RuntimeException captured(Tensor t, Op op) {
        return Messages.captured(transform + " (vjp, jvp, grad, etc)", op);
    }
}
