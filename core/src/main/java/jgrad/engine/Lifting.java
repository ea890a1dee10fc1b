package jgrad.engine;

import jgrad.Tensor;
import jgrad.ops.Op;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/// Tensors made inside of a transformed function, into which values of the transform are written.
///
/// Note [Written by a level]: `y = zeros(3); y.at(0).copy_(x)` makes `y` as batched, dual or traced
/// as `x` is. The object stays the one that the function holds, so its elements and history move to
/// a new tensor, which becomes its value one level down; then the same for all its views, which are
/// known because every view made while a level is open is noted. Only tensors made inside can
/// change so: one from outside would keep values of a transform that is over.
final class Lifting {
    private Lifting() {}

    static void note(Tensor view, State state) {
        List<WeakReference<Tensor>> views = state.views;
        if (views.size() >= 64 && Integer.bitCount(views.size()) == 1) {
            views.removeIf(ref -> ref.get() == null);
        }
        views.add(new WeakReference<>(view));
    }

    static void lift(Level level, Tensor t, Op op) {
        State state = State.current();
        Tensor base = t.view == null ? t : t.view.base;
        if (!level.mayTakeOver(base)) {
            throw level.captured(t, op);
        }
        var views = new ArrayList<Tensor>();
        for (WeakReference<Tensor> ref : state.views) {
            Tensor view = ref.get();
            if (view != null && view.view != null && view.view.base == base && !level.owns(view)) {
                views.add(view);
            }
        }
        if (t != base && !views.contains(t)) {
            views.add(t);
        }
        Tensor baseValue = base.handDown();
        base.lifted = level.lift(base, baseValue);
        for (Tensor view : views) {
            View before = java.util.Objects.requireNonNull(view.view);
            Tensor value = view.handDown();
            value.view = new View(baseValue, before.origin, before.version);
            note(value, state);
            view.lifted = level.liftView(view, value, base);
            view.view = new View(base, View.Origin.RECORDED, view.storage().version());
        }
    }
}
