package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Ops;
import jgrad.kernels.windows.Windows;
import jgrad.ops.Resampling.Mode;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Calls of what is done with images: their checks, and what they are made of beside [Resampling]
/// and [Shuffles].
public final class Imaging {
    private Imaging() {}

    public static Tensor interpolate(
            Tensor x,
            int @Nullable [] size,
            double @Nullable [] scaleFactor,
            String mode,
            @Nullable Boolean alignCorners,
            boolean recompute,
            boolean antialias) {
        boolean nearest = mode.startsWith("nearest") || mode.equals("area");
        require(
                !nearest || alignCorners == null,
                "align_corners option can only be set with the interpolating modes: linear |"
                        + " bilinear | bicubic | trilinear");
        boolean corners = alignCorners != null && alignCorners;
        int rank = x.dim();
        int dims = rank - 2;
        require(
                dims >= 1 && dims <= 3,
                "Input Error: Only 3D, 4D and 5D input Tensors supported (got "
                        + rank
                        + "D) for the modes: nearest | linear | bilinear | bicubic | trilinear |"
                        + " lanczos | area | nearest-exact (got "
                        + mode
                        + ")");
        require(
                size == null || scaleFactor == null,
                "only one of size or scale_factor should be defined");
        int[] from = Pooling.Inside.last(Raw.shape(x), dims);
        int[] to = new int[dims];
        double[] scales = new double[dims];
        if (size != null) {
            require(
                    size.length == 1 || size.length == dims,
                    "Input and output must have the same number of spatial dimensions, but got"
                            + " input with spatial dimensions of "
                            + Arrays.toString(from)
                            + " and output size of "
                            + Arrays.toString(size).replace('[', '(').replace(']', ')')
                            + ". Please provide input tensor in (N, C, d1, d2, ...,dK) format and"
                            + " output size in (o1, o2, ...,oK) format.");
            require(!recompute, "recompute_scale_factor is not meaningful with an explicit size.");
            to = Dims.sizes(size, dims, () -> "size");
        } else if (scaleFactor != null) {
            require(
                    scaleFactor.length == 1 || scaleFactor.length == dims,
                    "Input and scale_factor must have the same number of spatial dimensions, but"
                            + " got input with spatial dimensions of "
                            + Arrays.toString(from)
                            + " and scale_factor of shape "
                            + Arrays.toString(scaleFactor)
                            + ".");
            for (int d = 0; d < dims; d++) {
                double scale = scaleFactor[scaleFactor.length == 1 ? 0 : d];
                to[d] = (int) Math.floor(from[d] * scale);
                scales[d] = recompute ? 0 : scale;
            }
        } else {
            throw new IllegalArgumentException("either size or scale_factor should be defined");
        }
        require(
                !antialias || dims == 2 && (mode.equals("bilinear") || mode.equals("bicubic")),
                "Anti-alias option is restricted to bilinear, bicubic, and lanczos modes and"
                        + " requires a 4-D tensor as input");
        if (mode.equals("area")) {
            return PoolCalls.adaptiveAvg(dims, x, to);
        }
        Mode how =
                switch (mode) {
                    case "nearest" -> Mode.NEAREST;
                    case "nearest-exact" -> Mode.NEAREST_EXACT;
                    case "linear" -> linear(mode, 1, dims);
                    case "bilinear" -> antialias ? Mode.LINEAR_ANTIALIASED : linear(mode, 2, dims);
                    case "trilinear" -> linear(mode, 3, dims);
                    case "bicubic" -> {
                        linear(mode, 2, dims);
                        yield antialias ? Mode.CUBIC_ANTIALIASED : Mode.CUBIC;
                    }
                    default ->
                            throw new IllegalArgumentException(
                                    "Input Error: Only 3D, 4D and 5D input Tensors supported (got "
                                            + rank
                                            + "D) for the modes: nearest | linear | bilinear |"
                                            + " bicubic | trilinear | lanczos | area |"
                                            + " nearest-exact (got "
                                            + mode
                                            + ")");
                };
        checkSizes(from, to);
        return Ops.apply(new Resampling.Upsample(how, to, corners, scales), x);
    }

    private static Mode linear(String mode, int needs, int dims) {
        require(
                dims == needs,
                "Got "
                        + (dims + 2)
                        + "D input, but "
                        + mode
                        + " mode needs "
                        + (needs + 2)
                        + "D input");
        return Mode.LINEAR;
    }

    private static void checkSizes(int[] from, int[] to) {
        String[] axes = {"D: ", "H: ", "W: "};
        boolean positive = true;
        var in = new StringBuilder();
        var out = new StringBuilder();
        for (int d = 0; d < from.length; d++) {
            positive &= from[d] > 0 && to[d] > 0;
            String axis = (d == 0 ? "" : ", ") + axes[3 - from.length + d];
            in.append(axis).append(from[d]);
            out.append(axis).append(to[d]);
        }
        require(
                positive,
                "Input and output sizes should be greater than 0, but got input ("
                        + in
                        + ") output ("
                        + out
                        + ")");
    }

    public static Tensor pixelShuffle(Tensor x, int factor) {
        checkImage("pixel_shuffle", x);
        require(factor > 0, "pixel_shuffle expects a positive upscale_factor, but got " + factor);
        require(
                x.size(-3) % (factor * factor) == 0,
                "pixel_shuffle expects its input's 'channel' dimension to be divisible by the"
                        + " square of upscale_factor, but input.size(-3)="
                        + x.size(-3)
                        + " is not divisible by "
                        + factor * factor);
        return Ops.apply(new Shuffles.PixelShuffle(factor), x);
    }

    public static Tensor pixelUnshuffle(Tensor x, int factor) {
        checkImage("pixel_unshuffle", x);
        require(
                factor > 0,
                "pixel_unshuffle expects a positive downscale_factor, but got " + factor);
        for (int d = -2; d < 0; d++) {
            require(
                    x.size(d) % factor == 0,
                    "pixel_unshuffle expects "
                            + (d == -2 ? "height" : "width")
                            + " to be divisible by downscale_factor, but input.size("
                            + d
                            + ")="
                            + x.size(d)
                            + " is not divisible by "
                            + factor);
        }
        return Ops.apply(new Shuffles.PixelUnshuffle(factor), x);
    }

    private static void checkImage(String call, Tensor x) {
        require(
                x.dim() >= 3,
                call
                        + " expects input to have at least 3 dimensions, but got input with "
                        + x.dim()
                        + " dimension(s)");
    }

    public static Tensor channelShuffle(Tensor x, int groups) {
        require(
                x.dim() > 2,
                "channel_shuffle expects input with > 2 dims, but got input with sizes "
                        + Arrays.toString(Raw.shape(x)));
        require(
                groups > 0,
                "Number of groups to divide channels in must be positive. Value of"
                        + " groups:"
                        + groups);
        require(
                x.size(1) % groups == 0,
                "Number of channels must be divisible by groups. Got "
                        + x.size(1)
                        + " channels and "
                        + groups
                        + " groups.");
        return Ops.apply(new Shuffles.ChannelShuffle(groups), x);
    }

    public static Tensor unfold(
            Tensor x, int[] kernelSize, int[] dilation, int[] padding, int[] stride) {
        int[] shape = Raw.shape(x);
        boolean batched = shape.length == 4;
        boolean fits = shape.length == 3 || batched;
        for (int d = batched ? 1 : 0; d < shape.length; d++) {
            fits &= shape[d] > 0;
        }
        require(
                fits,
                "Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other"
                        + " non-zero dimensions for input, but got: "
                        + Arrays.toString(shape));
        int[] volume = Pooling.Inside.last(shape, 2);
        Windows windows = patches(volume, kernelSize, dilation, padding, stride);
        int[] grid = windows.grid();
        require(
                grid[1] > 0 && grid[2] > 0,
                "Given input with spatial size "
                        + pair(volume)
                        + ", kernel_size="
                        + pair(windows.window())
                        + ", dilation="
                        + pair(windows.dilation())
                        + ", padding="
                        + pair(windows.padding())
                        + ", calculated shape of the array of sliding blocks as "
                        + pair(grid)
                        + ", but its components must be at least one.");
        return Ops.apply(new Resampling.Im2col(windows), x);
    }

    public static Tensor fold(
            Tensor x,
            int[] outputSize,
            int[] kernelSize,
            int[] dilation,
            int[] padding,
            int[] stride) {
        int[] shape = Raw.shape(x);
        boolean batched = shape.length == 3;
        require(
                shape.length == 2 || batched,
                "Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and"
                        + " non-zero dimensions for input, but got: "
                        + Arrays.toString(shape));
        int[] volume = two("output_size", outputSize);
        Windows windows = patches(volume, kernelSize, dilation, padding, stride);
        int rows = shape[shape.length - 2];
        int columns = shape[shape.length - 1];
        require(
                rows % windows.taps() == 0,
                "Expected size of input's dimension 1 to be divisible by the product of"
                        + " kernel_size, but got input.size(1)="
                        + rows
                        + " and kernel_size="
                        + pair(windows.window())
                        + ".");
        int[] grid = windows.grid();
        require(
                grid[1] > 0 && grid[2] > 0 && columns == windows.places(),
                "Given output_size="
                        + pair(volume)
                        + ", kernel_size="
                        + pair(windows.window())
                        + ", dilation="
                        + pair(windows.dilation())
                        + ", padding="
                        + pair(windows.padding())
                        + ", stride="
                        + pair(windows.stride())
                        + ", expected size of input's dimension 2 to match the calculated number of"
                        + " sliding blocks "
                        + grid[1]
                        + " * "
                        + grid[2]
                        + " = "
                        + windows.places()
                        + ", but got input.size(2)="
                        + columns
                        + ".");
        return Ops.apply(new Resampling.Col2im(windows), x);
    }

    private static Windows patches(
            int[] volume, int[] kernelSize, int[] dilation, int[] padding, int[] stride) {
        int[] window = two("kernel_size", kernelSize);
        int[] apart = two("dilation", dilation);
        int[] pads = two("padding", padding);
        int[] steps = two("stride", stride);
        int[] grid = new int[2];
        for (int d = 0; d < 2; d++) {
            require(window[d] > 0, "kernel size should be greater than zero");
            require(steps[d] > 0, "stride should be greater than zero");
            require(apart[d] > 0, "dilation should be greater than zero");
            require(pads[d] >= 0, "padding should be non-negative");
            int room = volume[d] + 2 * pads[d] - apart[d] * (window[d] - 1) - 1;
            grid[d] = Math.floorDiv(room, steps[d]) + 1;
        }
        return new Windows(volume, window, grid, steps, pads, apart);
    }

    private static int[] two(String name, int[] given) {
        return Dims.sizes(
                given,
                2,
                () -> "It is expected " + name + " equals to 2, but got size " + given.length);
    }

    /// `(4, 5)`, of the last two numbers.
    private static String pair(int[] sizes) {
        return "(" + sizes[sizes.length - 2] + ", " + sizes[sizes.length - 1] + ")";
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
