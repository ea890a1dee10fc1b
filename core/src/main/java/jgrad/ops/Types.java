package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.elementwise.Each;
import jgrad.kernels.functions.Binary;
import jgrad.kernels.functions.Compare;
import jgrad.kernels.walk.Cast;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

/// Brings operands to one element type before a kernel sees them.
final class Types {
    private Types() {}

    /// The elements in another type; the tensor itself if it has that type. Not recorded: for use
    /// inside kernels.
    static Tensor cast(Tensor t, DType type) {
        return t.dtype() == type ? t : copy(t, type);
    }

    /// A fresh tensor of the same elements; a dense layout is kept, as PyTorch does.
    static Tensor copy(Tensor t, DType type) {
        Layout from = Raw.layout(t);
        Layout to =
                from.isContiguous() || !from.isNonOverlappingAndDense()
                        ? from.toContiguous()
                        : new Layout(from.shape(), from.strides(), 0);
        if (!from.isContiguous() && to.isContiguous() && to == from) {
            to = Layout.contiguous(from.shape());
        }
        var out = new Tensor(Storage.uninitialized(type, to.numel()), to, type);
        copyInto(t, out);
        return out;
    }

    /// Writes the elements of `src`, which has the shape of `dst`, over `dst`.
    static void copyInto(Tensor src, Tensor dst) {
        Cast.copy(
                src.dtype(),
                Raw.storage(src).array(),
                Raw.layout(src),
                dst.dtype(),
                Raw.storage(dst).array(),
                Raw.layout(dst));
    }

    /// The default floating type for an integer or boolean operand of a function like `exp`.
    static Tensor floating(Tensor t) {
        return t.dtype().isFloating() ? t : cast(t, DType.defaultType());
    }

    static DType common(Tensor a, Tensor b) {
        return Promotion.result(a.dtype(), a.dim() == 0, b.dtype(), b.dim() == 0);
    }

    static Tensor binary(Binary op, Tensor a, Tensor b) {
        if (a.dtype() == b.dtype()) {
            return Each.binary(op, a, b);
        }
        DType type = common(a, b);
        return Each.binary(op, cast(a, type), cast(b, type));
    }

    static Tensor compare(Compare op, Tensor a, Tensor b) {
        if (a.dtype() == b.dtype()) {
            return Each.compare(op, a, b);
        }
        DType type = common(a, b);
        return Each.compare(op, cast(a, type), cast(b, type));
    }
}
