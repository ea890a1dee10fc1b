package jgrad.engine;

import jgrad.Tensor;
import jgrad.ops.MultiOp;
import jgrad.ops.Op;

/// That a tensor is a view, and of what.
///
/// `base` is the tensor at the root of a chain of views. When the base is written to, the view's
/// own node is out of date: `version` is the one it was made for, and the node is made anew when
/// next asked for.
final class View {
    /// Why writing through the view may be refused while gradients are recorded.
    enum Origin {
        RECORDED,
        NO_GRAD,
        MULTI_OUTPUT,
        FUNCTION;

        static Origin of(Op op, boolean recording) {
            return !recording ? NO_GRAD : op instanceof MultiOp ? MULTI_OUTPUT : RECORDED;
        }
    }

    final Tensor base;
    final Origin origin;
    int version;

    View(Tensor base, Origin origin, int version) {
        this.base = base;
        this.origin = origin;
        this.version = version;
    }

    /// Records that `out`, just made, is a view of `self`.
    static void track(Tensor self, Tensor out, Origin origin) {
        View outer = self.view;
        Tensor base = outer == null ? self : outer.base;
        Origin worst = outer != null && outer.origin != Origin.RECORDED ? outer.origin : origin;
        out.view = new View(base, worst, self.storage().version());
    }
}
