package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.resample.GridPoint;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Grid sampling by ordinary operations, for its second and later derivatives.
///
/// Which elements a point reads is a step function of the point and has no derivative; their
/// weights are polynomials of its coordinates.
final class GridFormula {
    /// The parameter of cubic convolution, as in `kernels/resample/Cubic`.
    private static final double A = -0.75;

    private GridFormula() {}

    /// What a point reads along one dimension: an element, how much it counts, and whether it is
    /// inside the image.
    private record Tap(Tensor index, Tensor weight, @Nullable Tensor inside) {}

    /// `x` is `[N, C, sizes..]`, `grid` is `[N, places.., dims]`.
    static Tensor sample(Tensor x, Tensor grid, Grids.Reading reading) {
        int[] shape = Raw.shape(x);
        int dims = shape.length - 2;
        int plane = 1;
        Tap[] all = {};
        for (int d = 0; d < dims; d++) {
            Tensor coordinate = grid.select(dims + 1, dims - 1 - d);
            Tap[] taps = along(coordinate, shape[2 + d], reading);
            all = d == 0 ? taps : combined(all, taps, shape[2 + d]);
            plane *= shape[2 + d];
        }
        int[] places = Arrays.copyOfRange(Raw.shape(grid), 1, dims + 1);
        int n = 1;
        for (int size : places) {
            n *= size;
        }
        Tensor flat = x.reshape(shape[0], shape[1], plane);
        int[] wide = {shape[0], shape[1], n};
        Tensor sum = null;
        for (Tap tap : all) {
            Tensor index = tap.index.reshape(shape[0], 1, n).expand(wide);
            Tensor weight = tap.weight;
            if (tap.inside != null) {
                weight = weight.mul(tap.inside.to(weight.dtype()));
            }
            Tensor term = flat.gather(2, index).mul(weight.reshape(shape[0], 1, n));
            sum = Laws.add(sum, term);
        }
        int[] result = new int[dims + 2];
        result[0] = shape[0];
        result[1] = shape[1];
        System.arraycopy(places, 0, result, 2, dims);
        return java.util.Objects.requireNonNull(sum).reshape(result);
    }

    private static Tap[] combined(Tap[] outer, Tap[] inner, int size) {
        Tap[] all = new Tap[outer.length * inner.length];
        for (int i = 0; i < all.length; i++) {
            Tap a = outer[i / inner.length];
            Tap b = inner[i % inner.length];
            Tensor inside = a.inside == null || b.inside == null ? null : a.inside.mul(b.inside);
            all[i] = new Tap(a.index.mul(size).add(b.index), a.weight.mul(b.weight), inside);
        }
        return all;
    }

    private static Tap[] along(Tensor x, int size, Grids.Reading reading) {
        Tensor c =
                reading.alignCorners()
                        ? x.add(1).mul((size - 1) / 2.0)
                        : x.add(1).mul(size).sub(1).div(2);
        if (reading.mode() == GridPoint.Mode.BICUBIC) {
            Tensor left = c.detach().floor();
            Tensor share = c.sub(left);
            Tap[] taps = new Tap[4];
            for (int t = 0; t < 4; t++) {
                Tensor distance = share.sub(t - 1).abs();
                Tensor weight =
                        t == 1 || t == 2
                                ? distance.mul(A + 2).sub(A + 3).mul(distance).mul(distance).add(1)
                                : distance.sub(5)
                                        .mul(distance)
                                        .add(8)
                                        .mul(distance)
                                        .mul(A)
                                        .sub(4 * A);
                taps[t] = tap(padded(left.add(t - 1), size, reading), weight, size);
            }
            return taps;
        }
        Tensor place = padded(c, size, reading);
        if (reading.mode() == GridPoint.Mode.NEAREST) {
            Tensor weight = place.mul(0).add(1);
            return new Tap[] {tap(place.detach().round(), weight, size)};
        }
        Tensor left = place.detach().floor();
        Tensor share = place.sub(left);
        return new Tap[] {tap(left, share.neg().add(1), size), tap(left.add(1), share, size)};
    }

    private static Tap tap(Tensor element, Tensor weight, int size) {
        Tensor inside =
                element.ge(0).mul(element.lt(size)); // also where a neighbour of the last is read
        Tensor index = element.clamp(0, size - 1).to(DType.INT64);
        return new Tap(index, weight, inside);
    }

    private static Tensor padded(Tensor c, int size, Grids.Reading reading) {
        return switch (reading.padding()) {
            case ZEROS -> c;
            case BORDER -> c.clamp(0, size - 1);
            case REFLECTION -> reflected(c, size, reading.alignCorners()).clamp(0, size - 1);
        };
    }

    private static Tensor reflected(Tensor c, int size, boolean alignCorners) {
        double low = alignCorners ? 0 : -0.5;
        double span = alignCorners ? size - 1 : size;
        if (span == 0) {
            return c.mul(0);
        }
        Tensor away = c.sub(low).abs();
        Tensor flips = away.detach().div(span).floor();
        Tensor extra = away.sub(flips.mul(span));
        Tensor odd = flips.sub(flips.div(2).floor().mul(2));
        // extra or span - extra
        return extra.add(odd.mul(extra.mul(-2).add(span))).add(low);
    }
}
