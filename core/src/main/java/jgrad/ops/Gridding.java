package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Ops;
import jgrad.kernels.resample.GridPoint;
import jgrad.storage.Raw;

import java.util.Arrays;

/// Calls of [Grids], and their checks.
public final class Gridding {
    private Gridding() {}

    public static Tensor gridSample(
            Tensor x, Tensor grid, String mode, String paddingMode, boolean alignCorners) {
        GridPoint.Mode how =
                switch (mode) {
                    case "bilinear" -> GridPoint.Mode.BILINEAR;
                    case "nearest" -> GridPoint.Mode.NEAREST;
                    case "bicubic" -> GridPoint.Mode.BICUBIC;
                    default ->
                            throw new IllegalArgumentException(
                                    "nn.functional.grid_sample(): expected mode to be 'bilinear',"
                                            + " 'nearest' or 'bicubic', but got: '"
                                            + mode
                                            + "'");
                };
        GridPoint.Padding beyond =
                switch (paddingMode) {
                    case "zeros" -> GridPoint.Padding.ZEROS;
                    case "border" -> GridPoint.Padding.BORDER;
                    case "reflection" -> GridPoint.Padding.REFLECTION;
                    default ->
                            throw new IllegalArgumentException(
                                    "nn.functional.grid_sample(): expected padding_mode to be"
                                            + " 'zeros', 'border', or 'reflection', but got: '"
                                            + paddingMode
                                            + "'");
                };
        int[] image = Raw.shape(x);
        int[] points = Raw.shape(grid);
        int dims = image.length - 2;
        require(
                (dims == 2 || dims == 3) && points.length == image.length,
                "grid_sampler(): expected 4D or 5D input and grid with same number of dimensions,"
                        + " but got input with sizes "
                        + Arrays.toString(image)
                        + " and grid with sizes "
                        + Arrays.toString(points));
        require(
                image[0] == points[0],
                "grid_sampler(): expected grid and input to have same batch size, but got input"
                        + " with sizes "
                        + Arrays.toString(image)
                        + " and grid with sizes "
                        + Arrays.toString(points));
        require(
                points[dims + 1] == dims,
                "grid_sampler(): expected grid to have size "
                        + dims
                        + " in last dimension, but got grid with sizes "
                        + Arrays.toString(points));
        for (int d = 2; d < image.length; d++) {
            require(
                    image[d] > 0,
                    "grid_sampler(): expected input to have non-empty spatial dimensions, but input"
                            + " has sizes "
                            + Arrays.toString(image)
                            + " with dimension "
                            + d
                            + " being empty");
        }
        require(
                x.dtype() == grid.dtype(),
                "grid_sampler(): expected input and grid to have same dtype, but input has "
                        + Types.nameInC(x.dtype())
                        + " and grid has "
                        + Types.nameInC(grid.dtype()));
        require(
                how != GridPoint.Mode.BICUBIC || dims == 2,
                "grid_sampler(): bicubic interpolation only supports 4D input");
        var reading = new Grids.Reading(how, beyond, alignCorners);
        return Ops.apply(new Grids.GridSampler(dims, reading), x, grid);
    }

    public static Tensor affineGrid(Tensor theta, int[] size, boolean alignCorners) {
        require(
                theta.dtype().isFloating(),
                "Expected theta to have floating point type, but got " + theta.dtype().torchName());
        int dims = size.length - 2;
        require(
                dims == 2 || dims == 3,
                "affine_grid only supports 4D and 5D sizes, for 2D and 3D affine transforms,"
                        + " respectively. Got size "
                        + Arrays.toString(size)
                        + ".");
        require(
                theta.dim() == 3 && theta.size(1) == dims && theta.size(2) == dims + 1,
                "Expected a batch of "
                        + dims
                        + "D affine matrices of shape Nx"
                        + dims
                        + "x"
                        + (dims + 1)
                        + " for size "
                        + Arrays.toString(size).replace('[', '(').replace(']', ')')
                        + ". Got torch.Size("
                        + Arrays.toString(Raw.shape(theta))
                        + ").");
        require(
                theta.size(0) == size[0],
                "affine_grid: theta is a batch of "
                        + theta.size(0)
                        + " maps, but size begins with "
                        + size[0]);
        for (int n : size) {
            require(n > 0, "Expected non-zero, positive output size. Got " + Arrays.toString(size));
        }
        return Ops.apply(new Grids.AffineGridGenerator(size.clone(), alignCorners), theta);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
