package jgrad.kernels.walk;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

/// The elements of a tensor side by side in row-major order, in the type that a kernel computes in:
/// the tensor's own array if it lies so, else a copy.
///
/// @param at where the first one is
public record Dense<A>(A array, int at) {

    @SuppressWarnings("unchecked") // the array of a type has one class
    public static <A> Dense<A> of(Tensor t, DType type) {
        Object array = Raw.storage(t).array();
        return t.dtype() == type && t.isContiguous()
                ? new Dense<>((A) array, Raw.offset(t))
                : new Dense<>((A) Cast.toArray(t.dtype(), array, Raw.layout(t), type), 0);
    }

    /// The type in which operations with loops for float32, float64 and int64 compute: half floats
    /// as float32, to be rounded once, and integers as int64.
    public static DType computed(DType type) {
        return switch (type) {
            case FLOAT32, FLOAT16, BFLOAT16 -> DType.FLOAT32;
            case FLOAT64 -> DType.FLOAT64;
            case INT64, INT32, INT16, INT8, UINT8, BOOL -> DType.INT64;
        };
    }

    /// A tensor of computed elements, rounded if its type is another.
    public static Tensor tensor(Object array, DType computed, DType type, int... shape) {
        Layout layout = Layout.contiguous(shape);
        Object elements = computed == type ? array : Cast.toArray(computed, array, layout, type);
        return new Tensor(new Storage(elements), layout, type);
    }
}
