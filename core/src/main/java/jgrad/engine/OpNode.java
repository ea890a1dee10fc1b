package jgrad.engine;

import static java.util.Objects.requireNonNull;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.autograd.SavedSlot;
import jgrad.ops.Op;
import jgrad.ops.Saved;
import jgrad.storage.Layout;
import jgrad.storage.Storage;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The node of a library operation. Its formulas are the record's; it only keeps what they read.
///
/// The first two inputs have fields of their own: most nodes need no arrays for them.
final class OpNode extends RecordedNode implements Saved {
    final Op op;

    private final Layout layout0;
    private final DType dtype0;
    private final @Nullable Layout layout1;
    private final @Nullable DType dtype1;
    private final Layout @Nullable [] moreLayouts; // inputs from the third on
    private final DType @Nullable [] moreTypes;

    boolean resultRead;
    @Nullable SavedTensor saved0;
    @Nullable SavedTensor saved1;
    @Nullable SavedTensor savedResult;
    @Nullable SavedTensor @Nullable [] savedMore; // inputs from the third on
    @Nullable SavedTensor @Nullable [] savedResults; // results from the second on

    OpNode(Op op, Tensor self, State state) {
        super(state.sequence++);
        this.op = op;
        layout0 = self.layout();
        dtype0 = self.dtype();
        layout1 = null;
        dtype1 = null;
        moreLayouts = null;
        moreTypes = null;
    }

    OpNode(Op op, Tensor self, Tensor other, State state) {
        super(state.sequence++);
        this.op = op;
        layout0 = self.layout();
        dtype0 = self.dtype();
        layout1 = other.layout();
        dtype1 = other.dtype();
        moreLayouts = null;
        moreTypes = null;
    }

    OpNode(Op op, Tensor[] inputs, State state) {
        super(state.sequence++);
        this.op = op;
        layout0 = inputs[0].layout();
        dtype0 = inputs[0].dtype();
        layout1 = inputs.length > 1 ? inputs[1].layout() : null;
        dtype1 = inputs.length > 1 ? inputs[1].dtype() : null;
        if (inputs.length > 2) {
            moreLayouts = new Layout[inputs.length - 2];
            moreTypes = new DType[inputs.length - 2];
            for (int i = 2; i < inputs.length; i++) {
                moreLayouts[i - 2] = inputs[i].layout();
                moreTypes[i - 2] = inputs[i].dtype();
            }
        } else {
            moreLayouts = null;
            moreTypes = null;
        }
    }

    /// Saves input `i`, which an in-place operation has replaced by a copy where it needs the old
    /// value.
    void save(int i, Tensor input, State state) {
        SavedTensor s = SavedTensor.of(input, state);
        if (i == 0) {
            saved0 = s;
        } else if (i == 1) {
            saved1 = s;
        } else {
            if (savedMore == null) {
                savedMore = new @Nullable SavedTensor[inputs() - 2];
            }
            savedMore[i - 2] = s;
        }
    }

    void saveResult(int k, Tensor result, State state) {
        boolean carries =
                result.dtype().isFloating() && op.differentiable(k) && result.view == null;
        SavedTensor s =
                carries
                        ? SavedTensor.ofOutput(result, this, k, state)
                        : SavedTensor.of(result, state);
        if (k == 0) {
            savedResult = s;
        } else {
            if (savedResults == null) {
                savedResults = new @Nullable SavedTensor[outputs() - 1];
            }
            savedResults[k - 1] = s;
        }
    }

    private @Nullable SavedTensor slot(int i) {
        return i == 0 ? saved0 : i == 1 ? saved1 : savedMore == null ? null : savedMore[i - 2];
    }

    private @Nullable SavedTensor resultSlot(int k) {
        return k == 0 ? savedResult : savedResults == null ? null : savedResults[k - 1];
    }

    @Override
    public Tensor input(int i) {
        SavedTensor s = slot(i);
        if (s == null) {
            throw new IllegalStateException(name() + " did not save '" + op.inputName(i) + "'");
        }
        return Levels.alive(s.unpack(this, op.inputName(i)));
    }

    @Override
    public Tensor result(int k) {
        SavedTensor s = resultSlot(k);
        if (s == null) {
            throw new IllegalStateException(name() + " did not save '" + op.outputName(k) + "'");
        }
        return Levels.alive(s.unpack(this, op.outputName(k)));
    }

    @Override
    public int[] shape(int i) {
        return layout(i).shape();
    }

    @Override
    public Layout layout(int i) {
        return i == 0
                ? layout0
                : i == 1 ? requireNonNull(layout1) : requireNonNull(moreLayouts)[i - 2];
    }

    @Override
    public DType dtype(int i) {
        return i == 0 ? dtype0 : i == 1 ? requireNonNull(dtype1) : requireNonNull(moreTypes)[i - 2];
    }

    @Override
    public int inputs() {
        return layout1 == null ? 1 : moreLayouts == null ? 2 : 2 + moreLayouts.length;
    }

    @Override
    @Nullable Tensor[] compute(@Nullable Tensor[] g) {
        @Nullable Tensor[] grads = new @Nullable Tensor[next.length];
        boolean any = false;
        for (Tensor t : g) {
            any |= t != null;
        }
        if (!any) {
            return grads;
        }
        @Nullable Tensor[] all = op.gradAll(g, this);
        for (int i = 0; i < next.length; i++) {
            if (next[i] != null) {
                Tensor grad = all != null ? all[i] : op.grad(i, g, this);
                grads[i] = grad == null ? null : Fitting.sumTo(grad, shape(i));
            }
        }
        return grads;
    }

    /// The gradient of one input, for the engine, which saves the arrays.
    @Nullable Tensor computeOne(int i, Tensor g) {
        return switch (op) {
            case jgrad.ops.BinaryOp b -> i == 0 ? b.gradSelf(g, this) : b.gradOther(g, this);
            case jgrad.ops.UnaryOp u -> u.grad(g, this);
            case jgrad.ops.NaryOp n -> n.grad(i, g, this);
            default -> op.grad(i, new @Nullable Tensor[] {g}, this);
        };
    }

    /// Whether a storage may belong to something that outlives this step, so that nobody may write
    /// to it.
    boolean keeps(Storage storage) {
        return holds(saved0, storage)
                || holds(saved1, storage)
                || holds(savedResult, storage)
                || savedMore != null
                || savedResults != null;
    }

    private static boolean holds(@Nullable SavedTensor s, Storage storage) {
        if (s == null) {
            return false;
        }
        Tensor t = s.peek();
        return t == null || t.storage() == storage; // what a hook has packed may be anybody's
    }

    @Override
    public String name() {
        return op.nodeName();
    }

    @Override
    public @Nullable Object saved(String name) {
        for (int i = 0; i < inputs(); i++) {
            SavedTensor s = slot(i);
            if (s != null && op.inputName(i).equals(name)) {
                return s.unpack(this, name);
            }
        }
        for (int k = 0; k < outputs(); k++) {
            SavedTensor s = resultSlot(k);
            if (s != null && op.outputName(k).equals(name)) {
                return s.unpack(this, name);
            }
        }
        Object parameter = op.parameters().get(name);
        return parameter != null ? parameter : super.saved(name);
    }

    @Override
    public List<String> savedNames() {
        var names = new ArrayList<String>();
        for (int i = 0; i < inputs(); i++) {
            if (slot(i) != null) {
                names.add(op.inputName(i));
            }
        }
        for (int k = 0; k < outputs(); k++) {
            if (resultSlot(k) != null) {
                names.add(op.outputName(k));
            }
        }
        names.addAll(op.parameters().keySet());
        return names;
    }

    @Override
    public List<SavedSlot> savedSlots() {
        var slots = new ArrayList<SavedSlot>();
        for (int i = 0; i < inputs(); i++) {
            SavedTensor s = slot(i);
            if (s != null) {
                slots.add(new SavedSlot(op.inputName(i), i, s.peek()));
            }
        }
        for (int k = 0; k < outputs(); k++) {
            SavedTensor s = resultSlot(k);
            if (s != null) {
                slots.add(new SavedSlot(op.outputName(k), -1, s.peek()));
            }
        }
        return slots;
    }

    @Override
    public boolean isFreed() {
        for (int i = 0; i < inputs(); i++) {
            SavedTensor s = slot(i);
            if (s != null) {
                return s.isFreed();
            }
        }
        for (int k = 0; k < outputs(); k++) {
            SavedTensor s = resultSlot(k);
            if (s != null) {
                return s.isFreed();
            }
        }
        return false;
    }

    @Override
    void free() {
        free(saved0);
        free(saved1);
        free(savedResult);
        free(savedMore);
        free(savedResults);
    }

    private static void free(@Nullable SavedTensor @Nullable [] all) {
        if (all != null) {
            for (SavedTensor s : all) {
                free(s);
            }
        }
    }

    private static void free(@Nullable SavedTensor s) {
        if (s != null) {
            s.free();
        }
    }
}
