package jgrad.bench;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.AbstractTensor;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// libtorch's C++ interface, as far as its Java binding leaves something to be written out.
public final class Torch {
    private Torch() {}

    static void setThreads(int n) {
        torch.set_num_threads(n);
    }

    public static Tensor tensor(float[] values, int... shape) {
        return AbstractTensor.create(values, longs(shape));
    }

    public static Tensor tensor(long[] values, int... shape) {
        return AbstractTensor.create(values, longs(shape));
    }

    private static long[] longs(int[] shape) {
        var sizes = new long[shape.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = shape[i];
        }
        return sizes;
    }

    public static Scalar number(double value) {
        return new Scalar(value);
    }

    /// A float32 tensor of no dimension.
    public static Tensor scalar(double value) {
        return torch.scalar_tensor(number(value));
    }

    static float[] floats(Tensor t) {
        Tensor dense = t.detach().contiguous();
        var values = new float[Math.toIntExact(dense.numel())];
        new FloatPointer(dense.data_ptr()).get(values);
        return values;
    }

    public static Tensor leaf(Tensor t) {
        return t.set_requires_grad(true);
    }

    /// The gradients of a scalar.
    public static Tensor[] grad(Tensor output, Tensor... inputs) {
        return array(torch.grad(new TensorVector(output), new TensorVector(inputs)));
    }

    /// The gradients from a given one.
    public static Tensor[] gradFrom(Tensor start, Tensor output, Tensor... inputs) {
        return array(
                torch.grad(
                        new TensorVector(output),
                        new TensorVector(inputs),
                        new TensorVector(start),
                        new BoolOptional(),
                        false,
                        false));
    }

    /// The gradients of a scalar, recorded.
    public static Tensor[] gradRecorded(Tensor output, Tensor... inputs) {
        return grad(true, output, inputs);
    }

    /// The gradients of a scalar, leaving the graph for another pass.
    public static Tensor[] gradRetained(Tensor output, Tensor... inputs) {
        return grad(false, output, inputs);
    }

    private static Tensor[] grad(boolean record, Tensor output, Tensor... inputs) {
        return array(
                torch.grad(
                        new TensorVector(output),
                        new TensorVector(inputs),
                        new TensorVector(),
                        new BoolOptional(true),
                        record,
                        false));
    }

    private static Tensor[] array(TensorVector vector) {
        var tensors = new Tensor[Math.toIntExact(vector.size())];
        for (int i = 0; i < tensors.length; i++) {
            tensors[i] = vector.get(i);
        }
        return tensors;
    }
}
