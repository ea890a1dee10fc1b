package jgrad.engine;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.autograd.SavedSlot;
import jgrad.ops.Copies;
import jgrad.ops.Strides;
import jgrad.storage.Layout;
import jgrad.storage.Storage;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The history of a base that was written to through a view.
///
/// The gradient of the old base is that of the new one, with the part that the view covers replaced
/// by what the node of the in-place operation makes of it. The other inputs of that operation get
/// their gradients as ever. Where the base has gaps or shows an element twice, or the view reaches
/// out of it, that is done with the places in storage: Note [Geometry of the storage] in Strides.
final class CopySlicesNode extends GraphNode {
    private final Layout base;
    private final Layout view;
    private final DType dtype;
    private final GraphNode inner;

    CopySlicesNode(Tensor base, Tensor view, GraphNode inner) {
        super(State.current().sequence++);
        this.base = base.layout();
        this.view = view.layout();
        this.dtype = base.dtype();
        this.inner = inner;
        next = inner.next.clone();
        next[0] = base.edge();
    }

    @Override
    @Nullable Tensor[] compute(@Nullable Tensor[] g) {
        @Nullable Tensor[] grads = new @Nullable Tensor[next.length];
        Tensor incoming = g[0];
        if (incoming == null) {
            return grads;
        }
        boolean simple = base.isNonOverlappingAndDense() && base.spans(view);
        int low = simple ? base.offset() : Math.min(base.offset(), view.offset());
        Tensor whole =
                simple
                        ? copy(incoming)
                        : Ops.apply(new Strides.Relaid(places(), base, true), incoming);
        Tensor slice =
                Ops.view(
                        new Strides.AsStrided(view.shape(), view.strides(), view.offset() - low),
                        whole);
        @Nullable Tensor[] inside =
                inner.compute(new @Nullable Tensor[] {Ops.apply(Copies.Clone.OP, slice)});
        for (int i = 1; i < next.length; i++) {
            grads[i] = inside[i];
        }
        if (next[0] != null) {
            Tensor part = inside[0];
            Ops.applyInPlace(
                    Copies.Copy.OP,
                    slice,
                    part == null ? Constants.zeros(view.shape(), incoming.dtype()) : part);
            grads[0] = simple ? whole : Ops.apply(new Strides.Relaid(base, places(), true), whole);
        }
        return grads;
    }

    private Tensor copy(Tensor incoming) {
        var whole =
                new Tensor(
                        Storage.allocate(incoming.dtype(), base.numel()),
                        base.shifted(-base.offset()),
                        incoming.dtype());
        return Ops.applyInPlace(Copies.Copy.OP, whole, incoming);
    }

    /// All places of storage that base or view show, one after the other.
    private Layout places() {
        int low = Math.min(base.offset(), view.offset());
        int count = Math.max(base.end(), view.end()) - low;
        return new Layout(new int[] {count}, new int[] {1}, low);
    }

    @Override
    void free() {
        inner.free();
    }

    @Override
    public boolean isFreed() {
        return inner.isFreed();
    }

    @Override
    public @Nullable Object saved(String name) {
        return inner.saved(name);
    }

    @Override
    public List<String> savedNames() {
        return inner.savedNames();
    }

    @Override
    public List<SavedSlot> savedSlots() {
        return inner.savedSlots();
    }

    @Override
    public String name() {
        return "torch::autograd::CopySlices";
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public int[] outputShape(int k) {
        return base.shape();
    }

    @Override
    public DType outputType(int k) {
        return dtype;
    }
}
