package jgrad.engine;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.elementwise.Each;
import jgrad.storage.Layout;
import jgrad.storage.Storage;

/// Tensors without history that operations and formulas need besides their inputs.
public final class Constants {
    private Constants() {}

    public static Tensor zeros(int[] shape, DType type) {
        Layout layout = Layout.contiguous(shape);
        return new Tensor(Storage.allocate(type, layout.numel()), layout, type);
    }

    /// A number as the operand of a tensor of type `type`: its own category decides only if it is
    /// higher.
    public static Tensor number(double value, DType type) {
        return wrapped(Each.scalar(value, type));
    }

    public static Tensor number(long value, DType type) {
        return wrapped(Each.scalar(value, type));
    }

    /// Whether the tensor is a number of the program.
    public static boolean isNumber(Tensor t) {
        return t.wrappedNumber;
    }

    private static Tensor wrapped(Tensor number) {
        number.wrappedNumber = true;
        return number;
    }
}
