package jgrad.engine;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.ops.Op;
import jgrad.ops.Strides;
import jgrad.storage.Layout;
import jgrad.storage.Storage;

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

    /// How a tensor is to lie in a storage of its own, in which its views are found again by what
    /// they are apart.
    ///
    /// @param places the size of that storage
    /// @param compact whether it has the elements of the tensor and nothing else
    record Room(Layout layout, int places, boolean compact) {
        /// With what else there is in the present storage only where a view reaches for it.
        static Room of(Tensor base) {
            Layout layout = base.layout();
            boolean compact = layout.isNonOverlappingAndDense();
            int end = layout.end();
            for (Tensor view : viewsOf(base)) {
                compact &= layout.spans(view.layout());
                end = Math.max(end, view.layout().end());
            }
            return compact
                    ? new Room(layout.shifted(-layout.offset()), layout.numel(), true)
                    : new Room(layout, end, false);
        }

        Tensor zeros(DType type) {
            return new Tensor(Storage.allocate(type, places), layout, type);
        }

        /// All places of the present storage that count, in a row.
        Tensor row(Tensor base) {
            return Ops.view(new Strides.AsStrided(new int[] {places}, new int[] {1}, 0), base);
        }
    }

    /// The views of a tensor that were made since the outermost level was opened.
    static List<Tensor> viewsOf(Tensor base) {
        var views = new ArrayList<Tensor>();
        for (WeakReference<Tensor> ref : State.current().views) {
            Tensor view = ref.get();
            if (view != null && view.view != null && view.view.base == base) {
                views.add(view);
            }
        }
        return views;
    }

    static void lift(Level level, Tensor t, Op op) {
        State state = State.current();
        Tensor base = t.view == null ? t : t.view.base;
        if (!level.mayTakeOver(base)) {
            throw level.captured(t, op);
        }
        List<Tensor> views = viewsOf(base);
        views.removeIf(level::owns);
        if (t != base && !views.contains(t)) {
            views.add(t);
        }
        Tensor baseValue = base.handDown();
        var values = new ArrayList<Tensor>();
        for (Tensor view : views) {
            View before = java.util.Objects.requireNonNull(view.view);
            Tensor value = view.handDown();
            value.view = new View(baseValue, before.origin, before.version);
            note(value, state);
            values.add(value);
        }
        base.lifted = level.lift(base, baseValue);
        for (int i = 0; i < values.size(); i++) {
            Tensor view = views.get(i);
            view.lifted = level.liftView(view, values.get(i), base);
            view.view = new View(base, View.Origin.RECORDED, view.storage().version());
        }
    }
}
