package jgrad.engine;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.autograd.Edge;
import jgrad.autograd.Node;
import jgrad.storage.Layout;
import jgrad.storage.Storage;
import jgrad.storage.Strided;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// A tensor's place: in the graph, among the views of a storage, and among transforms.
public abstract sealed class Tracked extends Strided permits Variable {
    protected @Nullable GraphNode gradFn;
    protected int outputNr;
    protected boolean requiresGrad;
    protected boolean wrappedNumber;
    protected volatile @Nullable AccumulateNode accumulator;
    protected @Nullable View view;
    protected @Nullable Lifted lifted;

    protected Tracked(Storage storage, Layout layout, DType dtype) {
        super(storage, layout, dtype);
    }

    protected final Storage storage() {
        return storage;
    }

    protected final Layout layout() {
        return layout;
    }

    public DType dtype() {
        return dtype;
    }

    private Tensor self() {
        return (Tensor) this;
    }

    // Leaf or not, and in which graph

    /// Whether gradients flow to this tensor: it is a leaf that asked for them, or was computed
    /// from one.
    ///
    /// Torch: `tensor.requires_grad`.
    public boolean requiresGrad() {
        return requiresGrad
                || (view != null && gradFnNow() != null)
                || (lifted != null && Levels.requiresGrad(self()));
    }

    /// Whether this tensor of a transform is in graphs by what it is one level down.
    final boolean hasHistoryBelow() {
        return lifted != null && gradFn == null && !lifted.level().ownsHistory();
    }

    /// Whether the user made this tensor, or no gradient flows to it.
    ///
    /// Torch: `tensor.is_leaf`.
    public boolean isLeaf() {
        return gradFnNow() == null;
    }

    /// The node that made this tensor; null for a leaf.
    ///
    /// Torch: `tensor.grad_fn`.
    public @Nullable Node gradFn() {
        return gradFnNow();
    }

    /// Which output of [#gradFn()] this tensor is.
    ///
    /// Torch: `tensor.output_nr`.
    public int outputNr() {
        if (hasHistoryBelow()) {
            return Objects.requireNonNull(lifted).value().outputNr();
        }
        gradFnNow();
        return outputNr;
    }

    /// The node; for a view whose base was written to since, made anew.
    protected final @Nullable GraphNode gradFnNow() {
        if (hasHistoryBelow()) {
            return Objects.requireNonNull(lifted).value().gradFnNow();
        }
        View v = view;
        if (v == null || v.version == storage.version()) {
            return gradFn;
        }
        return InPlace.regenerate(self(), v);
    }

    /// Where a gradient for this tensor goes: its node, or the accumulator of a leaf; null if none
    /// is wanted.
    protected final @Nullable Edge edge() {
        if (hasHistoryBelow()) {
            return Objects.requireNonNull(lifted).value().edge();
        }
        GraphNode fn = gradFnNow();
        if (fn != null) {
            return new Edge(fn, outputNr);
        }
        return requiresGrad ? accumulator().edge : null;
    }

    protected final AccumulateNode accumulator() {
        AccumulateNode node = accumulator;
        if (node == null) {
            synchronized (this) {
                node = accumulator;
                if (node == null) {
                    accumulator = node = new AccumulateNode(self());
                }
            }
        }
        return node;
    }

    protected final void attach(GraphNode node, int output) {
        gradFn = node;
        outputNr = output;
        requiresGrad = true;
    }

    /// Hands elements and history to a tensor of their own, which becomes the value of this one at
    /// some level. Note [Written by a level] in Lifting.
    protected final Tensor handDown() {
        var value = new Tensor(storage, layout, dtype);
        value.gradFn = gradFn;
        value.outputNr = outputNr;
        value.requiresGrad = requiresGrad;
        value.accumulator = accumulator;
        value.view = view;
        value.lifted = lifted;
        gradFn = null;
        outputNr = 0;
        requiresGrad = false;
        accumulator = null;
        return value;
    }

    /// Shows the elements of another storage from now on.
    protected final void relocate(Tensor value, Layout newLayout) {
        storage = value.storage;
        layout = newLayout;
    }

    /// The same tensor once more, history and all.
    protected final Tensor twin() {
        if (requiresGrad && gradFn == null) {
            accumulator();
        }
        var twin = new Tensor(storage, layout, dtype);
        twin.gradFn = gradFn;
        twin.outputNr = outputNr;
        twin.requiresGrad = requiresGrad;
        twin.accumulator = accumulator;
        twin.view = view;
        twin.lifted = lifted;
        return twin;
    }

    /// The same elements in a tensor without history.
    protected final Tensor alias() {
        var alias = new Tensor(storage, layout, dtype);
        alias.lifted = lifted;
        return alias;
    }

    // Views and versions

    /// Whether this tensor shares the elements of another one, such that writing to one changes the
    /// other's history.
    ///
    /// Torch: `tensor._is_view()`.
    public boolean isView() {
        return view != null;
    }

    /// The tensor whose elements this view shares; null if this is no view.
    ///
    /// Torch: `tensor._base`.
    public @Nullable Tensor base() {
        return view == null ? null : view.base;
    }

    /// How often the elements were written to, by whatever tensor shares them.
    ///
    /// Torch: `tensor._version`.
    public int version() {
        return storage.version();
    }
}
