package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Ops;
import jgrad.ops.Pooling.Spacing;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Calls of pooling: their checks, and what they are made of beside [Pooling].
public final class PoolCalls {
    private PoolCalls() {}

    /// Values and indices.
    public static Tensor[] max(
            int dims,
            Tensor x,
            int[] kernel,
            int @Nullable [] stride,
            int[] padding,
            int[] dilation,
            boolean ceilMode) {
        String call = "max_pool" + dims + "d";
        if (dims == 1) {
            checkBatch(1, "max_pool1d: ", x);
        }
        Spacing spacing = spacing(call, dims, x, kernel, stride, padding, dilation, ceilMode);
        if (dims > 1) {
            return Ops.apply(new MaxPooling.MaxPool(spacing), x);
        }
        Tensor[] found = Ops.apply(new MaxPooling.MaxPool(lifted(spacing)), x.unsqueeze(-2));
        return new Tensor[] {found[0].squeeze(-2), found[1].squeeze(-2)};
    }

    /// @param divisor instead of the number of elements, if it is not null
    public static Tensor avg(
            int dims,
            Tensor x,
            int[] kernel,
            int @Nullable [] stride,
            int[] padding,
            boolean ceilMode,
            boolean countPadding,
            @Nullable Integer divisor) {
        String call = "avg_pool" + dims + "d";
        require(divisor == null || divisor != 0, "divisor must be not zero");
        Spacing spacing = spacing(call, dims, x, kernel, stride, padding, new int[] {1}, ceilMode);
        int by = divisor == null ? 0 : divisor;
        return dims > 1
                ? Ops.apply(new Pooling.AvgPool(spacing, countPadding, by), x)
                : Ops.apply(new Pooling.AvgPool(lifted(spacing), countPadding, by), x.unsqueeze(-2))
                        .squeeze(-2);
    }

    public static Tensor[] adaptiveMax(int dims, Tensor x, int[] sizes) {
        String call = "adaptive_max_pool" + dims + "d";
        if (dims == 1) {
            requireOne(call, sizes);
        } else {
            requireRank(dims, x);
            require(
                    sizes.length == dims || sizes.length == 1,
                    call + "(): internal error: output_size.size() must be " + dims);
        }
        int[] grid = Dims.sizes(sizes, dims, () -> call);
        for (int n : grid) {
            require(
                    n >= 0,
                    "Trying to create tensor with negative dimension "
                            + n
                            + ": "
                            + Arrays.toString(result(Raw.shape(x), grid)));
        }
        checkPositive(call, dims, x);
        if (dims > 1) {
            return Ops.apply(new MaxPooling.AdaptiveMaxPool(grid), x);
        }
        var op = new MaxPooling.AdaptiveMaxPool(new int[] {1, grid[0]});
        Tensor[] found = Ops.apply(op, x.unsqueeze(-2));
        return new Tensor[] {found[0].squeeze(-2), found[1].squeeze(-2)};
    }

    public static Tensor adaptiveAvg(int dims, Tensor x, int[] sizes) {
        String call = "adaptive_avg_pool" + dims + "d";
        if (dims == 1) {
            requireOne(call, sizes);
        } else {
            requireRank(dims, x);
            require(
                    sizes.length == dims || sizes.length == 1,
                    call + ": output_size must be " + dims);
        }
        int[] grid = Dims.sizes(sizes, dims, () -> call);
        if (dims == 1) {
            grid = new int[] {1, grid[0]};
        }
        if (Arrays.stream(grid).anyMatch(n -> n < 0)) {
            throw new IllegalArgumentException(
                    "adaptive_avg_pool"
                            + grid.length
                            + "d: elements of output_size must be greater than or equal to 0 but"
                            + " received "
                            + Arrays.toString(grid).replace('[', '{').replace(']', '}'));
        }
        checkPositive(call, dims, x);
        Tensor in = dims == 1 ? x.unsqueeze(-2) : x;
        Tensor y;
        if (Arrays.stream(grid).allMatch(n -> n == 1)) { // the mean, which has a node of its own
            int[] all = new int[grid.length];
            Arrays.setAll(all, d -> -1 - d);
            y = in.mean(all, true);
        } else {
            y = Ops.apply(new Pooling.AdaptiveAvgPool(grid), in);
        }
        return dims == 1 ? y.squeeze(-2) : y;
    }

    public static Tensor maxUnpool(
            int dims,
            Tensor x,
            Tensor indices,
            int[] kernel,
            int @Nullable [] stride,
            int[] padding,
            int @Nullable [] outputSize) {
        String call = "max_unpool" + dims + "d";
        int[] window = sizes(call, "kernel_size", kernel, dims);
        int[] steps = stride == null ? window : sizes(call, "stride", stride, dims);
        int[] pads = sizes(call, "padding", padding, dims);
        int[] from = Pooling.Inside.last(Raw.shape(x), dims);
        int[] to = new int[dims];
        for (int d = 0; d < dims; d++) {
            to[d] = (from[d] - 1) * steps[d] + window[d] - 2 * pads[d];
        }
        if (outputSize != null) {
            require(
                    outputSize.length == dims || outputSize.length == dims + 2,
                    "output_size should be a sequence containing "
                            + dims
                            + " or "
                            + (dims + 2)
                            + " elements, but it has a length of '"
                            + outputSize.length
                            + "'");
            int[] wanted = Pooling.Inside.last(outputSize, dims);
            for (int d = 0; d < dims; d++) {
                require(
                        wanted[d] > to[d] - steps[d] && wanted[d] < to[d] + steps[d],
                        "invalid output_size "
                                + Arrays.toString(wanted)
                                + " (dim "
                                + d
                                + " must be between "
                                + (to[d] - steps[d])
                                + " and "
                                + (to[d] + steps[d])
                                + ")");
            }
            to = wanted;
        }
        Tensor in = dims == 1 ? x.unsqueeze(-1) : x;
        Tensor at = dims == 1 ? indices.unsqueeze(-1) : indices;
        require(
                Arrays.equals(Raw.shape(in), Raw.shape(at)),
                "Expected shape of indices to be same as that of the input tensor ("
                        + Arrays.toString(Raw.shape(in))
                        + ") but got indices tensor with shape: "
                        + Arrays.toString(Raw.shape(at)));
        require(
                at.dtype() == jgrad.DType.INT64,
                "elements in indices should be type int64 but got: " + at.dtype().scalarName());
        var op = new MaxPooling.MaxUnpool(dims == 1 ? new int[] {to[0], 1} : to);
        Tensor y = Ops.apply(op, in, at);
        return dims == 1 ? y.squeeze(-1) : y;
    }

    /// `(sum of x^p)^(1/p)` of each window.
    public static Tensor lp(
            int dims, Tensor x, double p, int[] kernel, int @Nullable [] stride, boolean ceilMode) {
        Tensor powers = p == (long) p ? x.pow((long) p) : x.pow(p);
        Tensor mean = avg(dims, powers, kernel, stride, new int[] {0}, ceilMode, true, null);
        long taps = 1;
        for (int k : sizes("lp_pool" + dims + "d", "kernel_size", kernel, dims)) {
            taps *= k;
        }
        return mean.sign().mul(mean.abs().relu()).mul(taps).pow(1 / p);
    }

    /// The same windows in two dimensions, the first of size 1.
    private static Spacing lifted(Spacing s) {
        return new Spacing(
                new int[] {1, s.kernel()[0]},
                new int[] {1, s.stride()[0]},
                new int[] {0, s.padding()[0]},
                new int[] {1, s.dilation()[0]},
                s.ceilMode());
    }

    private static Spacing spacing(
            String call,
            int dims,
            Tensor x,
            int[] kernel,
            int @Nullable [] stride,
            int[] padding,
            int[] dilation,
            boolean ceilMode) {
        int[] window = sizes(call, "kernel_size", kernel, dims);
        int[] steps =
                stride == null || stride.length == 0 ? window : sizes(call, "stride", stride, dims);
        int[] pads = sizes(call, "padding", padding, dims);
        int[] apart = sizes(call, "dilation", dilation, dims);
        for (int d = 0; d < dims; d++) {
            requirePositive(call, "kernel_size", window[d]);
            requirePositive(call, "stride", steps[d]);
            requirePositive(call, "dilation", apart[d]);
            require(pads[d] >= 0, "pad must be non-negative, but got pad: " + pads[d]);
            require(
                    pads[d] <= (apart[d] * (window[d] - 1) + 1) / 2,
                    "pad should be at most half of effective kernel size, but got pad="
                            + pads[d]
                            + ", kernel_size="
                            + window[d]
                            + " and dilation="
                            + apart[d]);
        }
        if (dims == 3) {
            checkPositive("max_pool3d".equals(call) ? MAX_3D : call, dims, x);
        } else {
            checkBatch(dims, "", x);
        }
        var spacing = new Spacing(window, steps, pads, apart, ceilMode);
        int[] shape = Raw.shape(x);
        int[] grid = new int[dims];
        Arrays.setAll(grid, d -> spacing.count(shape[shape.length - dims + d], d));
        for (int n : grid) {
            if (n < 1) {
                throw new IllegalArgumentException(
                        dims == 1
                                ? call + "() Invalid computed output size: " + n
                                : "Given input size: ("
                                        + by(shape, dims)
                                        + "). Calculated output size: ("
                                        + by(result(shape, grid), dims)
                                        + "). Output size is too small");
            }
        }
        return spacing;
    }

    private static final String MAX_3D = "max_pool3d_with_indices_out_cpu_template()";

    private static void requirePositive(String call, String name, int value) {
        require(value > 0, call + "() " + name + " must be greater than zero, but got " + value);
    }

    private static int[] sizes(String call, String name, int[] given, int dims) {
        return Dims.sizes(
                given,
                dims,
                () ->
                        call
                                + ": "
                                + name
                                + " must either be a single int, or a tuple of "
                                + dims
                                + " ints");
    }

    /// The last `dims` sizes and the channels, as `1x4x4`.
    private static String by(int[] shape, int dims) {
        var text = new StringBuilder();
        for (int d = shape.length - dims - 1; d < shape.length; d++) {
            text.append(text.isEmpty() ? "" : "x").append(shape[d]);
        }
        return text.toString();
    }

    private static int[] result(int[] shape, int[] grid) {
        int[] out = shape.clone();
        System.arraycopy(grid, 0, out, shape.length - grid.length, grid.length);
        return out;
    }

    private static void checkBatch(int dims, String prefix, Tensor x) {
        int rank = x.dim();
        boolean fits = rank == dims + 1 || rank == dims + 2;
        for (int d = rank == dims + 2 ? 1 : 0; fits && d < rank; d++) {
            fits = x.size(d) > 0 || rank == dims + 1 && d == 0 && dims == 1;
        }
        require(
                fits,
                prefix
                        + "Expected "
                        + (dims + 1)
                        + "D or "
                        + (dims + 2)
                        + "D (batch mode) tensor with optional 0 dim batch size for input, but got:"
                        + Arrays.toString(Raw.shape(x)));
    }

    private static void checkPositive(String call, int dims, Tensor x) {
        require(
                x.dim() == dims + 1 || x.dim() == dims + 2,
                call
                        + ": Expected "
                        + (dims + 1)
                        + "D or "
                        + (dims + 2)
                        + "D tensor, but got "
                        + Arrays.toString(Raw.shape(x)));
        for (int d = x.dim() == dims + 2 ? 1 : 0; d < x.dim(); d++) {
            require(
                    x.size(d) > 0,
                    call
                            + ": Expected input's non-batch dimensions to have positive length, but"
                            + " input has a shape of "
                            + Arrays.toString(Raw.shape(x))
                            + " and non-batch dimension "
                            + d
                            + " has length zero!");
        }
    }

    private static void requireRank(int dims, Tensor x) {
        require(x.dim() >= dims + 1, "Input dimension should be at least " + (dims + 1));
    }

    private static void requireOne(String call, int[] sizes) {
        require(
                sizes.length == 1,
                call
                        + "() argument 'output_size' should contain one int (got "
                        + sizes.length
                        + ")");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
