package jgrad.engine;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.autograd.AccumulateGrad;

import org.jspecify.annotations.Nullable;

/// Adds what arrives to the gradient of a leaf.
final class AccumulateNode extends GraphNode implements AccumulateGrad {
    private final Tensor variable;

    final jgrad.autograd.Edge edge = new jgrad.autograd.Edge(this, 0);

    AccumulateNode(Tensor variable) {
        super(Long.MAX_VALUE);
        this.variable = variable;
    }

    @Override
    public Tensor variable() {
        return variable;
    }

    @Override
    public String name() {
        return "torch::autograd::AccumulateGrad";
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public int[] outputShape(int k) {
        return variable.layout().shape();
    }

    @Override
    public DType outputType(int k) {
        return variable.dtype();
    }

    @Override
    @Nullable Tensor[] compute(@Nullable Tensor[] g) {
        if (g[0] != null) {
            accumulate(g[0], false);
        }
        return new @Nullable Tensor[0];
    }

    /// Adds `g` to the leaf's gradient.
    ///
    /// Note [Whose gradient]: the first gradient becomes the leaf's own only if nobody else can
    /// hold it (`owned`), else it is copied; later ones are added in place, so the gradient stays
    /// one object. While the backward pass is itself recorded nothing is changed in place: a sum or
    /// a copy is recorded instead.
    void accumulate(Tensor g, boolean owned) {
        synchronized (this) {
            boolean recording = State.current().gradEnabled;
            Tensor old = variable.grad;
            if (old == null) {
                boolean steal =
                        owned
                                && !recording
                                && g.layout().isContiguous()
                                && variable.layout().isContiguous();
                if (!steal) {
                    variable.grad = Fitting.copyLike(variable, g);
                } else {
                    variable.grad = g.view == null ? g : g.alias();
                }
            } else if (recording || old.layout().hasInternalOverlap()) {
                variable.grad = old.add(g);
            } else {
                Ops.addInPlace(old, g);
                if (owned) {
                    g.storage().end();
                }
            }
        }
        State state = State.current();
        if (state.listener != null) {
            state.listener.accumulated(variable, variable.grad);
        }
        if (hooks != null) {
            hooks.runAfterAccumulation(variable);
        }
    }
}
