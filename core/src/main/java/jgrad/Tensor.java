package jgrad;

import jgrad.autograd.GradOptions;
import jgrad.autograd.Handle;
import jgrad.autograd.Node;
import jgrad.autograd.TensorHook;
import jgrad.engine.Ops;
import jgrad.engine.Variable;
import jgrad.kernels.walk.Elements;
import jgrad.ops.Copies;
import jgrad.ops.Dims;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/// An n-dimensional array that remembers how it was computed, so that it can be differentiated.
///
/// Made by the static methods of [Tensors]; its operations come from the interfaces it implements,
/// what concerns gradients from `Variable`. Tensors are garbage like any object: nothing has to be
/// closed.
///
/// Torch: `torch.Tensor`.
public final class Tensor extends Variable
        implements Elementwise,
                ElementFunctions,
                SpecialFunctions,
                IntegerArithmetic,
                Reduction,
                Ordering,
                Statistics,
                Movement,
                LinearAlgebra,
                MatrixFunctions,
                MatrixParts,
                IndexingOps,
                InPlaceOps,
                InPlaceFunctions,
                InPlaceSpecialFunctions,
                RandomOps {
    /// For the module's kernels; a user makes tensors with [Tensors].
    public Tensor(Storage storage, Layout layout, DType dtype) {
        super(storage, layout, dtype);
    }

    // Shape and layout

    /// Torch: `tensor.shape`.
    public Shape shape() {
        return new Shape(layout.shape());
    }

    /// The size of one dimension, which may count from the end.
    ///
    /// Torch: `tensor.size(dim)`.
    public int size(int dim) {
        return layout.shape()[Dims.wrap(dim, layout.dim())];
    }

    /// Elements to skip from one index to the next, for each dimension.
    ///
    /// Torch: `tensor.stride()`.
    public Strides stride() {
        return new Strides(layout.strides());
    }

    /// The stride of one dimension, which may count from the end.
    ///
    /// Torch: `tensor.stride(dim)`.
    public int stride(int dim) {
        return layout.strides()[Dims.wrap(dim, layout.dim())];
    }

    /// Torch: `tensor.storage_offset()`.
    public int storageOffset() {
        return layout.offset();
    }

    /// The number of dimensions.
    public int dim() {
        return layout.dim();
    }

    /// The number of elements.
    public int numel() {
        return layout.numel();
    }

    /// Whether the elements lie one after the other in row-major order.
    public boolean isContiguous() {
        return layout.isContiguous();
    }

    /// This tensor if it is contiguous, else a row-major copy.
    ///
    /// Torch: `tensor.contiguous()`.
    public Tensor contiguous() {
        return isContiguous() ? this : Ops.apply(Copies.Contiguous.OP, this);
    }

    /// A copy, through which gradients flow.
    ///
    /// Torch: `tensor.clone()`.
    @Override
    @SuppressWarnings({
        "MissingSuperCall",
        "CloneDeclaresCloneNotSupported"
    }) // PyTorch's clone, not Java's
    public Tensor clone() {
        return Ops.apply(Copies.Clone.OP, this);
    }

    /// A number everywhere, in a new tensor of this one's shape and type. Torch: `torch.fill`.
    public Tensor fill(double value) {
        return Ops.apply(new Copies.Fill(value, 0), this);
    }

    public Tensor fill(long value) {
        return Ops.apply(new Copies.Fill(value, 0), this);
    }

    /// This tensor in another element type; itself if it has that type.
    ///
    /// Torch: `tensor.to(dtype)`.
    public Tensor to(DType type) {
        return to(type, false);
    }

    /// As above, and with `copy` a new tensor in any case. Torch: `tensor.to(dtype, copy=True)`.
    public Tensor to(DType type, boolean copy) {
        return type == dtype && !copy ? this : Ops.apply(new Copies.To(type), this);
    }

    // Out of the library

    /// The only element: a `Double`, or a `Long` of an integer tensor. It goes where a number goes:
    /// `x.add(y.item())`.
    ///
    /// [#toDouble()], [#toLong()] and [#toBoolean()] give a value of that type. Torch:
    /// `tensor.item()`.
    ///
    /// @throws IllegalArgumentException if there is not exactly one, or the tensor is of booleans
    public Number item() {
        if (dtype == DType.BOOL) {
            throw new IllegalArgumentException(
                    "item() gives a number, but this tensor is of booleans: use toBoolean(), or"
                            + " toLong() for 1 or 0.");
        }
        return (Number) only("item()");
    }

    private Object only(String call) {
        Tensor t = Ops.concrete(this, call);
        if (numel() != 1) {
            throw new IllegalArgumentException(
                    "only one element tensors can be converted to Python scalars; this one has "
                            + numel()
                            + ". Use toList() or toDoubleArray() for more.");
        }
        return Values.item(t, 0);
    }

    /// The only element as a double; true is 1.
    ///
    /// Torch: `float(tensor)`.
    ///
    /// @throws IllegalArgumentException if there is not exactly one
    public double toDouble() {
        Object item = only("toDouble()");
        return item instanceof Boolean b ? b ? 1 : 0 : ((Number) item).doubleValue();
    }

    /// The only element as a long, cut off towards zero; true is 1.
    ///
    /// Torch: `int(tensor)`.
    ///
    /// @throws IllegalArgumentException if there is not exactly one
    public long toLong() {
        Object item = only("toLong()");
        return item instanceof Boolean b ? b ? 1 : 0 : ((Number) item).longValue();
    }

    /// Whether the only element is not zero.
    ///
    /// Torch: `bool(tensor)`.
    ///
    /// @throws IllegalArgumentException if there is not exactly one
    public boolean toBoolean() {
        if (numel() != 1) {
            throw new IllegalArgumentException(
                    "Boolean value of Tensor with "
                            + (numel() == 0
                                    ? "no values is ambiguous"
                                    : "more than one value is ambiguous"));
        }
        Tensor t = Ops.concrete(this, "toBoolean()");
        return t.toDouble() != 0;
    }

    /// The elements as nested lists of `Double`, `Long` or `Boolean`; of a 0-d tensor, the element.
    ///
    /// Torch: `tensor.tolist()`.
    public Object toList() {
        return Values.nested(Ops.concrete(this, "toList()"));
    }

    /// The elements in row-major order.
    public float[] toFloatArray() {
        return (float[]) Values.array(Ops.concrete(this, "toFloatArray()"), DType.FLOAT32);
    }

    /// The elements in row-major order.
    public double[] toDoubleArray() {
        return (double[]) Values.array(Ops.concrete(this, "toDoubleArray()"), DType.FLOAT64);
    }

    /// The elements in row-major order.
    public long[] toLongArray() {
        return (long[]) Values.array(Ops.concrete(this, "toLongArray()"), DType.INT64);
    }

    /// The elements in row-major order.
    public int[] toIntArray() {
        return (int[]) Values.array(Ops.concrete(this, "toIntArray()"), DType.INT32);
    }

    /// The elements in row-major order; what is not zero is true.
    public boolean[] toBooleanArray() {
        byte[] bytes = (byte[]) Values.array(Ops.concrete(this, "toBooleanArray()"), DType.BOOL);
        var out = new boolean[bytes.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = bytes[i] != 0;
        }
        return out;
    }

    // Gradients, history, names. Note [Method references]: `Tensor::backward` in code that was
    // compiled on the class
    // path names the class that declares the method. On the module path nobody outside may name
    // `Variable`.

    @Override
    public DType dtype() {
        return super.dtype();
    }

    @Override
    public boolean requiresGrad() {
        return super.requiresGrad();
    }

    @Override
    public boolean isLeaf() {
        return super.isLeaf();
    }

    @Override
    public @Nullable Node gradFn() {
        return super.gradFn();
    }

    @Override
    public int outputNr() {
        return super.outputNr();
    }

    @Override
    public Tensor requiresGrad_(boolean requires) {
        return super.requiresGrad_(requires);
    }

    @Override
    public Tensor requiresGrad_() {
        return super.requiresGrad_();
    }

    @Override
    public Tensor detach() {
        return super.detach();
    }

    @Override
    public Tensor detach_() {
        return super.detach_();
    }

    @Override
    public Tensor asParameter() {
        return super.asParameter();
    }

    @Override
    public boolean isParameter() {
        return super.isParameter();
    }

    @Override
    public @Nullable Tensor grad() {
        return super.grad();
    }

    @Override
    public void setGrad(@Nullable Tensor gradient) {
        super.setGrad(gradient);
    }

    @Override
    public void retainGrad() {
        super.retainGrad();
    }

    @Override
    public boolean retainsGrad() {
        return super.retainsGrad();
    }

    @Override
    public Handle registerHook(TensorHook hook) {
        return super.registerHook(hook);
    }

    @Override
    public Handle registerPostAccumulateGradHook(Consumer<Tensor> hook) {
        return super.registerPostAccumulateGradHook(hook);
    }

    @Override
    public void backward() {
        super.backward();
    }

    @Override
    public void backward(@Nullable Tensor gradient) {
        super.backward(gradient);
    }

    @Override
    public void backward(GradOptions options) {
        super.backward(options);
    }

    @Override
    public void backward(@Nullable Tensor gradient, GradOptions options) {
        super.backward(gradient, options);
    }

    @Override
    public boolean isView() {
        return super.isView();
    }

    @Override
    public @Nullable Tensor base() {
        return super.base();
    }

    @Override
    public int version() {
        return super.version();
    }

    @Override
    public Tensor named(String newName) {
        return super.named(newName);
    }

    @Override
    public @Nullable String name() {
        return super.name();
    }

    // Text

    /// As PyTorch prints it, by the current [PrintOptions].
    @Override
    public String toString() {
        return TensorText.of(this);
    }

    /// The elements at logical positions, and Java's view of them.
    private static final class Values {
        static Object item(Tensor t, int i) {
            Object array = Raw.storage(t).array();
            int at = Raw.layout(t).indexOf(i);
            return switch (t.dtype().kind()) {
                case BOOL -> Elements.asLong(t.dtype(), array, at) != 0;
                case INTEGER -> Elements.asLong(t.dtype(), array, at);
                case FLOATING -> Elements.asDouble(t.dtype(), array, at);
            };
        }

        static Object array(Tensor t, DType type) {
            return jgrad.kernels.walk.Cast.toArray(
                    t.dtype(), Raw.storage(t).array(), Raw.layout(t), type);
        }

        static Object nested(Tensor t) {
            int[] shape = Raw.shape(t);
            Object[] level = new Object[t.numel()];
            for (int i = 0; i < level.length; i++) {
                level[i] = item(t, i);
            }
            if (shape.length == 0) {
                return level[0];
            }
            java.util.List<Object> list = java.util.Arrays.asList(level);
            for (int d = shape.length - 1; d > 0; d--) {
                int rows = 1;
                for (int k = 0; k < d; k++) {
                    rows *= shape[k];
                }
                var grouped = new java.util.ArrayList<Object>(rows);
                for (int r = 0; r < rows; r++) {
                    grouped.add(
                            java.util.List.copyOf(list.subList(r * shape[d], (r + 1) * shape[d])));
                }
                list = grouped;
            }
            return java.util.List.copyOf(list);
        }
    }
}
