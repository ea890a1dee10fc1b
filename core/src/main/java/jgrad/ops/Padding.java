package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Constants;
import jgrad.engine.Ops;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Calls of padding: their checks, and what they are made of beside [Paddings].
public final class Padding {
    private Padding() {}

    public static Tensor constant(Tensor x, int[] pad, Number value) {
        checkPairs(pad);
        require(
                pad.length <= 2 * x.dim(),
                "Length of pad should be no more than twice the number of dimensions of the input."
                        + " Pad length is "
                        + pad.length
                        + " while the input has "
                        + x.dim()
                        + " dimensions.");
        return Ops.apply(new Paddings.ConstantPadNd(pad.clone(), value), x);
    }

    public static Tensor pad(Tensor x, int[] pad, String mode, @Nullable Double value) {
        if (mode.equals("constant")) {
            return value == null ? constant(x, pad, 0L) : constant(x, pad, value);
        }
        checkPairs(pad);
        require(
                value == null || value == 0,
                "Padding mode \"" + mode + "\" doesn't take in value argument");
        require(
                pad.length >= 2
                        && pad.length <= 6
                        && (x.dim() == pad.length / 2 + 1 || x.dim() == pad.length / 2 + 2),
                "Padding size "
                        + pad.length
                        + " is not supported for "
                        + x.dim()
                        + "D input tensor.\n"
                        + "Supported combinations for non-constant padding:\n"
                        + "  - 2D or 3D input: padding size = 2 (pads last dimension)\n"
                        + "  - 3D or 4D input: padding size = 4 (pads last 2 dimensions)\n"
                        + "  - 4D or 5D input: padding size = 6 (pads last 3 dimensions)");
        return switch (mode) {
            case "reflect" -> border(true, x, pad);
            case "replicate" -> border(false, x, pad);
            case "circular" -> circular(x, pad);
            default -> throw new IllegalArgumentException("Unrecognised padding mode " + mode);
        };
    }

    private static Tensor border(boolean reflects, Tensor x, int[] pad) {
        int[] shape = Raw.shape(x);
        for (int k = 0; k < pad.length / 2; k++) {
            int d = shape.length - 1 - k;
            int before = pad[2 * k];
            int after = pad[2 * k + 1];
            require(
                    !reflects || before < shape[d] && after < shape[d],
                    "Argument #4: Padding size should be less than the corresponding input"
                            + " dimension, but got: padding ("
                            + before
                            + ", "
                            + after
                            + ") at dimension "
                            + d
                            + " of input "
                            + Arrays.toString(shape));
            require(
                    shape[d] > 0 && shape[d] + before + after > 0,
                    "input (size: "
                            + shape[d]
                            + ") along dimension "
                            + d
                            + " is too small. Calculated output size: "
                            + (shape[d] + before + after));
        }
        return Ops.apply(new Paddings.BorderPad(reflects, pad.clone()), x);
    }

    /// As in PyTorch, by copies into a fresh tensor: of the elements, and of those at one end to
    /// the other.
    private static Tensor circular(Tensor x, int[] pad) {
        int[] shape = Raw.shape(x);
        int[] to = shape.clone();
        int rank = shape.length;
        for (int k = 0; k < pad.length / 2; k++) {
            int d = rank - 1 - k;
            to[d] += pad[2 * k] + pad[2 * k + 1];
            require(
                    pad[2 * k] <= shape[d] && pad[2 * k + 1] <= shape[d],
                    "Padding value causes wrapping around more than once.");
            require(to[d] >= 0, "Negative padding value is resulting in an empty dimension");
        }
        Tensor out = Constants.zeros(to, x.dtype());
        Tensor target = out;
        Tensor source = x;
        for (int k = 0; k < pad.length / 2; k++) {
            int d = rank - 1 - k;
            int before = pad[2 * k];
            int after = pad[2 * k + 1];
            target = target.slice(d, Math.max(before, 0), to[d] - Math.max(after, 0), 1);
            source = source.slice(d, Math.max(-before, 0), shape[d] - Math.max(-after, 0), 1);
        }
        target.copy_(source);
        // each dimension after those before it, so that the corners come round too
        for (int k = 0; k < pad.length / 2; k++) {
            int d = rank - 1 - k;
            int before = pad[2 * k];
            int after = pad[2 * k + 1];
            int end = to[d] - Math.max(after, 0);
            if (before > 0) {
                out.slice(d, 0, before, 1).copy_(out.slice(d, end - before, end, 1));
            }
            if (after > 0) {
                int begin = Math.max(before, 0);
                out.slice(d, end, to[d], 1).copy_(out.slice(d, begin, begin + after, 1));
            }
        }
        return out;
    }

    private static void checkPairs(int[] pad) {
        require(pad.length % 2 == 0, "Padding length must be divisible by 2");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
