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

    /// A fresh tensor of the same elements in row-major order.
    static Tensor copyRowMajor(Tensor t) {
        Layout to = Layout.contiguous(Raw.shape(t));
        var out = new Tensor(Storage.uninitialized(t.dtype(), to.numel()), to, t.dtype());
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

    /// A function of two numbers that is of floating type also for integers.
    static Tensor floatingBinary(Binary op, Tensor a, Tensor b) {
        DType type = Promotion.toFloating(common(a, b));
        return Each.binary(op, cast(a, type), cast(b, type));
    }

    static DType common(Tensor[] in) {
        var types = new Promotion();
        for (Tensor t : in) {
            types.tensor(t.dtype(), t.dim() == 0);
        }
        return types.result();
    }

    static DType.Kind kind(Number n) {
        return n instanceof Long ? DType.Kind.INTEGER : DType.Kind.FLOATING;
    }

    /// A number of the program as a 0-d tensor of the type.
    static Tensor number(Number n, DType type) {
        return n instanceof Long whole
                ? Each.scalar((long) whole, type)
                : Each.scalar(n.doubleValue(), type);
    }

    /// The same, but of integers only the whole part counts.
    static Tensor truncated(double n, DType type) {
        return type.isFloating() ? Each.scalar(n, type) : Each.scalar((long) n, type);
    }

    /// Refuses an element type in PyTorch's words.
    static void check(boolean accepted, Op op, DType type) {
        if (!accepted) {
            throw notImplemented(op.torchName() + "_cpu", type);
        }
    }

    static IllegalArgumentException notImplemented(String kernel, DType type) {
        return new IllegalArgumentException(
                "\"" + kernel + "\" not implemented for '" + type.scalarName() + "'");
    }

    static String nameInC(DType type) {
        return switch (type) {
            case FLOAT32 -> "float";
            case FLOAT64 -> "double";
            case FLOAT16 -> "c10::Half";
            case BFLOAT16 -> "c10::BFloat16";
            case INT64 -> "long int";
            case INT32 -> "int";
            case INT16 -> "short int";
            case INT8 -> "signed char";
            case UINT8 -> "unsigned char";
            case BOOL -> "bool";
        };
    }
}
