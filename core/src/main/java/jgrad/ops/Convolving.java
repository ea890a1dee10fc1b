package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Ops;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Calls of convolutions: their checks, and what they are made of beside [Convolutions].
public final class Convolving {
    private Convolving() {}

    /// `padding` is used unless `word` is `same` or `valid`.
    public static Tensor convolution(
            int dims,
            Tensor x,
            Tensor w,
            @Nullable Tensor bias,
            int[] stride,
            int[] padding,
            @Nullable String word,
            int[] dilation,
            int groups) {
        String call = "conv" + dims + "d";
        boolean batched = batched(call, dims, x);
        int[] steps = sizes("stride", stride, dims);
        int[] apart = sizes("dilation", dilation, dims);
        Tensor input = x;
        int[] pad;
        if (word == null) {
            pad = sizes("padding", padding, dims);
        } else if (word.equals("valid")) {
            pad = new int[dims];
        } else if (word.equals("same")) {
            check(groups, steps, apart);
            for (int step : steps) {
                require(step == 1, "padding='same' is not supported for strided convolutions");
            }
            checkWeight(w, groups);
            pad = new int[dims];
            int[] more = new int[2 * dims];
            boolean uneven = false;
            for (int d = 0; d < dims; d++) {
                int total = apart[d] * (Raw.shape(w)[2 + d] - 1);
                pad[d] = total / 2;
                more[2 * (dims - 1 - d) + 1] = total % 2;
                uneven |= total % 2 != 0;
            }
            if (uneven) { // windows have more to their right than to their left
                input = Ops.apply(new Paddings.ConstantPadNd(more, 0L), x);
            }
        } else {
            throw new IllegalArgumentException("Invalid padding string: '" + word + "'");
        }
        var geometry = new ConvGeometry(steps, pad, apart, false, new int[dims], groups);
        return run(geometry, input, w, bias, batched);
    }

    public static Tensor transposed(
            int dims,
            Tensor x,
            Tensor w,
            @Nullable Tensor bias,
            int[] stride,
            int[] padding,
            int[] outputPadding,
            int groups,
            int[] dilation) {
        boolean batched = batched("conv_transpose" + dims + "d", dims, x);
        var geometry =
                new ConvGeometry(
                        sizes("stride", stride, dims),
                        sizes("padding", padding, dims),
                        sizes("dilation", dilation, dims),
                        true,
                        sizes("output_padding", outputPadding, dims),
                        groups);
        return run(geometry, x, w, bias, batched);
    }

    private static Tensor run(
            ConvGeometry geometry, Tensor x, Tensor w, @Nullable Tensor bias, boolean batched) {
        Tensor input = batched ? x : x.unsqueeze(0);
        check(geometry, input, w, bias);
        Tensor y =
                bias == null
                        ? Ops.apply(new Convolutions.Convolution(geometry, false), input, w)
                        : Ops.apply(new Convolutions.Convolution(geometry, true), input, w, bias);
        return batched ? y : y.squeeze(0);
    }

    private static boolean batched(String call, int dims, Tensor x) {
        require(
                x.dim() == dims + 1 || x.dim() == dims + 2,
                "Expected "
                        + (dims + 1)
                        + "D (unbatched) or "
                        + (dims + 2)
                        + "D (batched) input to "
                        + call
                        + ", but got input of size: "
                        + text(x));
        return x.dim() == dims + 2;
    }

    private static int[] sizes(String name, int[] given, int dims) {
        return Dims.sizes(
                given,
                dims,
                () ->
                        "expected "
                                + name
                                + " to be a single integer value or a list of "
                                + dims
                                + " values to match the convolution dimensions, but got "
                                + name
                                + "="
                                + Arrays.toString(given));
    }

    private static void check(int groups, int[] stride, int[] dilation) {
        require(groups > 0, "non-positive groups is not supported");
        require(Arrays.stream(stride).allMatch(i -> i > 0), "non-positive stride is not supported");
        require(
                Arrays.stream(dilation).allMatch(i -> i > 0),
                "dilation should be greater than zero");
    }

    private static void checkWeight(Tensor w, int groups) {
        int out = Raw.shape(w)[0];
        require(
                out >= groups,
                "Given groups="
                        + groups
                        + ", expected weight to be at least "
                        + groups
                        + " at dimension 0, but got weight of size "
                        + text(w)
                        + " instead");
        require(
                out % groups == 0,
                "Given groups="
                        + groups
                        + ", expected weight to be divisible by "
                        + groups
                        + " at dimension 0, but got weight of size ["
                        + text(w)
                        + "] instead");
    }

    private static void check(ConvGeometry geo, Tensor x, Tensor w, @Nullable Tensor bias) {
        int dims = geo.dims();
        boolean transposed = geo.transposed();
        require(
                w.dim() == dims + 2,
                "expected weight of "
                        + (dims + 2)
                        + " dimensions, but got weight of size "
                        + text(w));
        require(
                Arrays.stream(geo.padding()).allMatch(i -> i >= 0),
                "negative padding is not supported");
        require(
                Arrays.stream(geo.outputPadding()).allMatch(i -> i >= 0),
                "negative output_padding is not supported");
        check(geo.groups(), geo.stride(), geo.dilation());
        checkWeight(w, geo.groups());
        int[] shape = Raw.shape(x);
        int[] kernel = Raw.shape(w);
        int channels = transposed ? kernel[0] : kernel[1] * geo.groups();
        int out = transposed ? kernel[1] * geo.groups() : kernel[0];
        String given = transposed ? "Given transposed=1" : "Given groups=" + geo.groups();
        require(
                shape[1] == channels,
                given
                        + ", weight of size "
                        + text(w)
                        + ", expected input"
                        + text(x)
                        + " to have "
                        + channels
                        + " channels, but got "
                        + shape[1]
                        + " channels instead");
        require(
                bias == null || bias.dim() == 1 && bias.size(0) == out,
                "Given "
                        + (transposed ? "transposed=1, " : "")
                        + "weight of size "
                        + text(w)
                        + ", expected bias to be 1-dimensional with "
                        + out
                        + " elements, but got bias of size "
                        + (bias == null ? "" : text(bias))
                        + " instead");
        require(
                x.dtype() == w.dtype(),
                "expected scalar type "
                        + x.dtype().scalarName()
                        + " but found "
                        + w.dtype().scalarName());
        require(
                bias == null || bias.dtype() == x.dtype(),
                "Input type ("
                        + Types.nameInC(x.dtype())
                        + ") and bias type ("
                        + (bias == null ? "" : Types.nameInC(bias.dtype()))
                        + ") should be the same");
        checkSizes(geo, shape, kernel);
    }

    private static void checkSizes(ConvGeometry geo, int[] shape, int[] kernel) {
        int dims = geo.dims();
        int[] from = Arrays.copyOfRange(shape, 2, shape.length);
        int[] window = Arrays.copyOfRange(kernel, 2, kernel.length);
        int[] to = geo.result(from, window);
        if (geo.transposed()) {
            String[] axes = {"depth", "height", "width"};
            for (int d = 0; d < dims; d++) {
                if (geo.outputPadding()[d] >= geo.stride()[d]
                        && geo.outputPadding()[d] >= geo.dilation()[d]) {
                    var text = new StringBuilder();
                    for (int[] list :
                            new int[][] {geo.outputPadding(), geo.stride(), geo.dilation()}) {
                        String name =
                                list == geo.outputPadding()
                                        ? "output_padding"
                                        : list == geo.stride() ? "stride" : "dilation";
                        for (int k = 0; k < dims; k++) {
                            text.append(' ').append(name).append('_');
                            text.append(axes[3 - dims + k]).append(": ").append(list[k]);
                        }
                    }
                    throw new IllegalArgumentException(
                            "output padding must be smaller than either stride or dilation, but got"
                                    + text);
                }
            }
            require(
                    Arrays.stream(to).allMatch(n -> n > 0),
                    "Given input size per channel: "
                            + by(from)
                            + ". Calculated output size per channel: "
                            + by(to)
                            + ". Output size is too small");
            return;
        }
        int[] padded = new int[dims];
        int[] reach = new int[dims];
        boolean fits = true;
        for (int d = 0; d < dims; d++) {
            padded[d] = from[d] + 2 * geo.padding()[d];
            reach[d] = geo.dilation()[d] * (window[d] - 1) + 1;
            fits &= padded[d] >= reach[d];
        }
        require(
                fits,
                "Calculated padded input size per channel: "
                        + by(padded)
                        + ". Kernel size: "
                        + by(reach)
                        + ". Kernel size can't be greater than actual input size");
    }

    /// `(4 x 5)`
    private static String by(int[] sizes) {
        return Arrays.toString(sizes).replace("[", "(").replace("]", ")").replace(", ", " x ");
    }

    private static String text(Tensor t) {
        return Arrays.toString(Raw.shape(t));
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
