package jgrad;

import jgrad.engine.Constants;
import jgrad.engine.Ops;
import jgrad.kernels.elementwise.Each;
import jgrad.kernels.walk.Cast;
import jgrad.ops.Diagonals;
import jgrad.ops.Joining;
import jgrad.ops.Matmul;
import jgrad.ops.MatrixProducts;
import jgrad.ops.Selections;
import jgrad.ops.VectorNorms;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/// Makes tensors, and has twins of the methods that mathematics writes as functions: for `import
/// static`.
///
/// `tensor(...)` takes literals as Python does: floating ones become the default type (float32),
/// integers int64. `fromArray(...)` keeps the element type of the array. Both copy.
public final class Tensors {
    private Tensors() {}

    // From values

    /// A scalar of the default type (float32). Torch: `torch.tensor(1.0)`.
    public static Tensor tensor(double value) {
        return Each.scalar(value, DType.defaultType());
    }

    /// An int64 scalar. Torch: `torch.tensor(1)`.
    public static Tensor tensor(long value) {
        return Each.scalar(value, DType.INT64);
    }

    /// A bool scalar. Torch: `torch.tensor(True)`.
    public static Tensor tensor(boolean value) {
        return Each.scalar(value ? 1L : 0L, DType.BOOL);
    }

    /// A vector of the default type. Torch: `torch.tensor([1.0, 2.0])`.
    public static Tensor tensor(double... values) {
        return literal(DType.FLOAT64, values, DType.defaultType(), values.length);
    }

    /// An int64 vector. Torch: `torch.tensor([1, 2])`.
    public static Tensor tensor(long... values) {
        return literal(DType.INT64, values, DType.INT64, values.length);
    }

    /// A bool vector. Torch: `torch.tensor([True, False])`.
    public static Tensor tensor(boolean... values) {
        return new Tensor(new Storage(bytes(values)), Layout.contiguous(values.length), DType.BOOL);
    }

    /// A tensor of nested arrays or lists of numbers or booleans, of any depth; rows have one
    /// length.
    ///
    /// Torch: `torch.tensor([[1, 2], [3, 4]])`. Floating literals become the default type, integers
    /// int64.
    ///
    /// @throws IllegalArgumentException if rows differ in length, or something is no number
    public static Tensor tensor(Object nested) {
        return Nested.tensor(nested);
    }

    /// As [#tensor(Object)], in a given type.
    public static Tensor tensor(Object nested, DType type) {
        return tensor(nested).to(type);
    }

    private static Tensor literal(DType from, Object array, DType to, int... shape) {
        return new Tensor(
                new Storage(Cast.toArray(from, array, Layout.contiguous(shape), to)),
                Layout.contiguous(shape),
                to);
    }

    /// A copy of the array as a tensor of its own type: float32.
    public static Tensor fromArray(float[] values, int... shape) {
        return copied(values.clone(), values.length, DType.FLOAT32, shape);
    }

    /// A copy of the array as a tensor of its own type: float64.
    public static Tensor fromArray(double[] values, int... shape) {
        return copied(values.clone(), values.length, DType.FLOAT64, shape);
    }

    /// A copy of the array as a tensor of its own type: int64.
    public static Tensor fromArray(long[] values, int... shape) {
        return copied(values.clone(), values.length, DType.INT64, shape);
    }

    /// A copy of the array as a tensor of its own type: int32.
    public static Tensor fromArray(int[] values, int... shape) {
        return copied(values.clone(), values.length, DType.INT32, shape);
    }

    /// A copy of the array as a tensor of its own type: bool.
    public static Tensor fromArray(boolean[] values, int... shape) {
        return copied(bytes(values), values.length, DType.BOOL, shape);
    }

    private static Tensor copied(Object array, int length, DType type, int[] shape) {
        int[] to = shape.length == 0 ? new int[] {length} : shape.clone();
        if (Layout.numel(to) != length) {
            throw new IllegalArgumentException(
                    "fromArray: an array of "
                            + length
                            + " elements does not fill shape "
                            + Arrays.toString(to));
        }
        return new Tensor(new Storage(array), Layout.contiguous(to), type);
    }

    private static byte[] bytes(boolean[] values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (values[i] ? 1 : 0);
        }
        return bytes;
    }

    // Filled

    /// Torch: `torch.zeros`.
    public static Tensor zeros(int... shape) {
        return zeros(shape, DType.defaultType());
    }

    public static Tensor zeros(int[] shape, DType type) {
        checkShape(shape);
        return Constants.zeros(shape.clone(), type);
    }

    /// Torch: `torch.ones`.
    public static Tensor ones(int... shape) {
        return ones(shape, DType.defaultType());
    }

    public static Tensor ones(int[] shape, DType type) {
        return full(shape, 1.0, type);
    }

    /// Torch: `torch.full`.
    public static Tensor full(int[] shape, double value) {
        return full(shape, value, DType.defaultType());
    }

    public static Tensor full(int[] shape, long value) {
        Tensor t = zeros(shape, DType.INT64);
        Each.fill(t, value);
        return t;
    }

    public static Tensor full(int[] shape, double value, DType type) {
        Tensor t = zeros(shape, type);
        Each.fill(t, value);
        return t;
    }

    /// As `zeros`; the name says that the content does not matter. Torch: `torch.empty`.
    public static Tensor empty(int... shape) {
        return zeros(shape);
    }

    /// A tensor of its own storage with these strides, of zeros; overlapping strides are allowed.
    ///
    /// Torch: `torch.empty_strided`, whose content does not matter.
    ///
    /// @throws IllegalArgumentException if a size or a stride is negative, or their numbers differ
    public static Tensor emptyStrided(int[] shape, int[] stride, DType type) {
        checkShape(shape);
        if (shape.length != stride.length) {
            throw new IllegalArgumentException(
                    "empty_strided: dimensionality of sizes ("
                            + shape.length
                            + ") must match dimensionality of strides ("
                            + stride.length
                            + ")");
        }
        long last = 0;
        boolean empty = false;
        for (int d = 0; d < shape.length; d++) {
            if (stride[d] < 0) {
                throw new IllegalArgumentException(
                        "empty_strided: strides must not be negative, but are "
                                + java.util.Arrays.toString(stride));
            }
            empty |= shape[d] == 0;
            last = Math.addExact(last, Math.multiplyExact(Math.max(shape[d] - 1L, 0), stride[d]));
        }
        int size = empty ? 0 : Math.toIntExact(last + 1);
        return new Tensor(
                Storage.allocate(type, size), new Layout(shape.clone(), stride.clone(), 0), type);
    }

    /// The identity matrix. Torch: `torch.eye`.
    public static Tensor eye(int n) {
        return eye(n, n, DType.defaultType());
    }

    public static Tensor eye(int rows, int columns, DType type) {
        if (rows < 0) {
            throw new IllegalArgumentException("n must be greater or equal to 0, got " + rows);
        }
        if (columns < 0) {
            throw new IllegalArgumentException("m must be greater or equal to 0, got " + columns);
        }
        Tensor t = zeros(new int[] {rows, columns}, type);
        int n = Math.min(rows, columns);
        var diagonal =
                new Tensor(
                        Raw.storage(t),
                        new Layout(new int[] {n}, new int[] {columns + 1}, 0),
                        type);
        Each.fill(diagonal, 1L);
        return t;
    }

    /// 0 to before `end`, int64. Torch: `torch.arange(end)`.
    public static Tensor arange(long end) {
        return arange(0, end, 1);
    }

    public static Tensor arange(long start, long end) {
        return arange(start, end, 1);
    }

    /// `start`, `start + step`, ... before `end`, int64.
    ///
    /// @throws IllegalArgumentException if the step is zero or leads away from the end
    public static Tensor arange(long start, long end, long step) {
        int n = Ranges.count(start, end, step);
        var values = new long[n];
        for (int i = 0; i < n; i++) {
            values[i] = start + i * step;
        }
        return fromArray(values);
    }

    /// 0 to before `end`, of the default type. Torch: `torch.arange(3.)`.
    public static Tensor arange(double end) {
        return arange(0, end, 1.0);
    }

    /// `start`, `start + step`, ... before `end`, of the default type.
    public static Tensor arange(double start, double end, double step) {
        return Ranges.arange(start, end, step, DType.defaultType());
    }

    /// `start`, `start + step`, ... before `end`, of type `type`.
    public static Tensor arange(double start, double end, double step, DType type) {
        if (type.isFloating()) {
            return Ranges.arange(start, end, step, type);
        }
        if (type != DType.INT64) {
            return Ranges.integers(start, end, step, type);
        }
        return arange((long) start, (long) end, (long) step);
    }

    /// `steps` values from `start` to `end`, both included. Torch: `torch.linspace`.
    public static Tensor linspace(double start, double end, int steps) {
        return linspace(start, end, steps, DType.defaultType());
    }

    public static Tensor linspace(double start, double end, int steps, DType type) {
        return Ranges.linspace(start, end, steps, type);
    }

    /// Zeros in the shape, layout and type of `t`. Torch: `torch.zeros_like`.
    public static Tensor zerosLike(Tensor t) {
        return like(t, 0, t.dtype());
    }

    public static Tensor zerosLike(Tensor t, DType type) {
        return like(t, 0, type);
    }

    /// Ones in the shape, layout and type of `t`. Torch: `torch.ones_like`.
    public static Tensor onesLike(Tensor t) {
        return like(t, 1, t.dtype());
    }

    public static Tensor onesLike(Tensor t, DType type) {
        return like(t, 1, type);
    }

    /// A number in the shape, layout and type of `t`. Torch: `torch.full_like`.
    public static Tensor fullLike(Tensor t, double value) {
        return like(t, value, t.dtype());
    }

    public static Tensor fullLike(Tensor t, double value, DType type) {
        return like(t, value, type);
    }

    /// As `zerosLike`; the name says that the content does not matter. Torch: `torch.empty_like`.
    public static Tensor emptyLike(Tensor t) {
        return like(t, 0, t.dtype());
    }

    private static Tensor like(Tensor t, double value, DType type) {
        Layout from = Raw.layout(t);
        Layout to =
                from.isNonOverlappingAndDense() && !from.isContiguous()
                        ? new Layout(from.shape(), from.strides(), 0)
                        : from.isContiguous()
                                ? from.toContiguous()
                                : Layout.contiguous(from.shape());
        var out = new Tensor(Storage.allocate(type, to.numel()), to, type);
        if (value != 0) {
            Each.fill(out, value);
        }
        return out;
    }

    private static void checkShape(int[] shape) {
        for (int size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException(
                        "Trying to create tensor with negative dimension "
                                + size
                                + ": "
                                + Arrays.toString(shape));
            }
        }
    }

    // Random

    /// Restarts the global generator. Torch: `torch.manual_seed`.
    public static Generator manualSeed(long seed) {
        return Generator.global().manualSeed(seed);
    }

    /// Uniform in [0, 1). Torch: `torch.rand`. Other types, distributions and generators: see
    /// [Generator].
    public static Tensor rand(int... shape) {
        return Generator.global().rand(shape);
    }

    /// Standard normal. Torch: `torch.randn`.
    public static Tensor randn(int... shape) {
        return Generator.global().randn(shape);
    }

    /// Integers from `low` to before `high`. Torch: `torch.randint`.
    public static Tensor randint(long low, long high, int... shape) {
        return Generator.global().randint(low, high, shape);
    }

    /// A random order of 0 to n - 1. Torch: `torch.randperm`.
    public static Tensor randperm(int n) {
        return Generator.global().randperm(n);
    }

    /// 1 with the probability of each element of `p`, else 0. Torch: `torch.bernoulli`.
    public static Tensor bernoulli(Tensor p) {
        return Generator.global().bernoulli(p);
    }

    /// Indices drawn by weight. Torch: `torch.multinomial`.
    public static Tensor multinomial(Tensor weights, int count, boolean replacement) {
        return Generator.global().multinomial(weights, count, replacement);
    }

    // Several tensors made one

    /// The tensors one behind the other along `dim`. Torch: `torch.cat`.
    public static Tensor cat(List<Tensor> tensors, int dim) {
        if (tensors.isEmpty()) {
            throw new IllegalArgumentException("torch.cat(): expected a non-empty list of Tensors");
        }
        return Ops.apply(new Joining.Cat(dim), tensors.toArray(Tensor[]::new));
    }

    /// The tensors side by side along a new dimension. Torch: `torch.stack`.
    public static Tensor stack(List<Tensor> tensors, int dim) {
        if (tensors.isEmpty()) {
            throw new IllegalArgumentException("stack expects a non-empty TensorList");
        }
        return Ops.apply(new Joining.Stack(dim), tensors.toArray(Tensor[]::new));
    }

    /// `self` where the bool `condition` is true, else `other`. Torch: `torch.where`.
    public static Tensor where(Tensor condition, Tensor self, Tensor other) {
        return Ops.apply(Selections.Where.OP, self, other, condition);
    }

    /// `self` where the bool `condition` is true, else the number.
    public static Tensor where(Tensor condition, Tensor self, double other) {
        return where(condition, self, Constants.number(other, self.dtype()));
    }

    /// The number where the bool `condition` is true, else `other`.
    public static Tensor where(Tensor condition, double self, Tensor other) {
        return where(condition, Constants.number(self, other.dtype()), other);
    }

    /// `x @ weight^T + bias`, of `[..., in]`, `[out, in]` and `[out]` or null. Torch:
    /// `torch.nn.functional.linear`.
    public static Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
        return Matmul.linear(x, weight, bias);
    }

    static boolean isWhole(Number number) {
        return number instanceof Long
                || number instanceof Integer
                || number instanceof Short
                || number instanceof Byte;
    }

    // Showing

    /// Prints values as Python does, separated by spaces: null as `None`, booleans as `True` and
    /// `False`.
    public static void print(@Nullable Object... values) {
        var line = new StringJoiner(" ");
        for (Object value : values) {
            line.add(python(value));
        }
        System.out.println(line);
    }

    /// Prints one value and returns it, so that it can be looked at on its way: `x.registerHook(g
    /// -> print(g))`.
    public static <T extends @Nullable Object> T print(T value) {
        System.out.println(python(value));
        return value;
    }

    private static String python(@Nullable Object value) {
        return switch (value) {
            case null -> "None";
            case Boolean b -> b ? "True" : "False";
            case int[] array -> Arrays.toString(array);
            case long[] array -> Arrays.toString(array);
            case float[] array -> Arrays.toString(array);
            case double[] array -> Arrays.toString(array);
            case boolean[] array -> Arrays.toString(array);
            default -> value.toString();
        };
    }

    // Functions

    public static Tensor relu(Tensor x) {
        return x.relu();
    }

    public static Tensor exp(Tensor x) {
        return x.exp();
    }

    public static Tensor log(Tensor x) {
        return x.log();
    }

    public static Tensor sqrt(Tensor x) {
        return x.sqrt();
    }

    public static Tensor sin(Tensor x) {
        return x.sin();
    }

    public static Tensor cos(Tensor x) {
        return x.cos();
    }

    public static Tensor tanh(Tensor x) {
        return x.tanh();
    }

    public static Tensor sigmoid(Tensor x) {
        return x.sigmoid();
    }

    public static Tensor abs(Tensor x) {
        return x.abs();
    }

    public static Tensor maximum(Tensor a, Tensor b) {
        return a.maximum(b);
    }

    public static Tensor minimum(Tensor a, Tensor b) {
        return a.minimum(b);
    }

    /// The product of several matrices in the cheapest order. Torch: `torch.chain_matmul`.
    public static Tensor chainMatmul(List<Tensor> matrices) {
        return MatrixProducts.chainMatmul(matrices);
    }

    /// Matrices along the diagonal of a larger one, and zeros; a vector counts as one row. Torch:
    /// `torch.block_diag`.
    public static Tensor blockDiag(List<Tensor> tensors) {
        return Ops.apply(Diagonals.BlockDiag.OP, tensors.toArray(Tensor[]::new));
    }

    /// The `p`-norm of the difference of each row of `x1` and each row of `x2`. Torch:
    /// `torch.cdist`.
    public static Tensor cdist(Tensor x1, Tensor x2, double p) {
        return cdist(x1, x2, p, "use_mm_for_euclid_dist_if_necessary");
    }

    /// The same with PyTorch's `compute_mode`, which decides on the node only: distances are
    /// computed one by one. Torch: `torch.cdist`.
    public static Tensor cdist(Tensor x1, Tensor x2, double p, String computeMode) {
        return VectorNorms.cdist(x1, x2, p, computeMode);
    }

    /// The indices of the lower triangle of a `row x col` matrix: a line of rows and one of
    /// columns. Torch: `torch.tril_indices`.
    public static Tensor trilIndices(int row, int col, int offset) {
        return MatrixProducts.triangleIndices(row, col, offset, false);
    }

    /// The indices of the upper triangle. Torch: `torch.triu_indices`.
    public static Tensor triuIndices(int row, int col, int offset) {
        return MatrixProducts.triangleIndices(row, col, offset, true);
    }

    public static Tensor matmul(Tensor a, Tensor b) {
        return a.matmul(b);
    }

    public static Tensor softmax(Tensor x, int dim) {
        return x.softmax(dim);
    }

    public static Tensor logSoftmax(Tensor x, int dim) {
        return x.logSoftmax(dim);
    }
}
