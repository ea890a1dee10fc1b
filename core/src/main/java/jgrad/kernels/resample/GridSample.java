package jgrad.kernels.resample;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.threads.Parallel;
import jgrad.kernels.walk.Dense;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

/// Reading images at the points of a grid.
///
/// Images are `[N, C, H, W]` or `[N, C, D, H, W]`, grids `[N, places.., 2 or 3]` with the width's
/// coordinate first.
public final class GridSample<A> {
    private static final int GRAIN = 1 << 12;

    private final TapLoops<A> loops;
    private final DType type;
    private final int[] image;
    private final int[] sizes;
    private final int dims;
    private final int plane;
    private final int places;
    private final double[] grid;
    private final GridPoint.Mode mode;
    private final GridPoint.Padding padding;
    private final boolean alignCorners;

    private GridSample(
            DType type,
            Tensor x,
            Tensor grid,
            GridPoint.Mode mode,
            GridPoint.Padding padding,
            boolean alignCorners) {
        this.type = type;
        this.loops = TapLoops.of(type);
        this.image = Raw.shape(x);
        this.dims = image.length - 2;
        this.sizes = java.util.Arrays.copyOfRange(image, 2, image.length);
        this.plane = Layout.numel(sizes);
        int points = 1;
        for (int d = 1; d <= dims; d++) {
            points *= Raw.shape(grid)[d];
        }
        this.places = points;
        Dense<double[]> numbers = Dense.of(grid, DType.FLOAT64);
        this.grid =
                java.util.Arrays.copyOfRange(
                        numbers.array(), numbers.at(), numbers.at() + grid.numel());
        this.mode = mode;
        this.padding = padding;
        this.alignCorners = alignCorners;
    }

    /// The image at each point: `[N, C, places..]`.
    ///
    /// Torch: `aten::grid_sampler_2d`, `aten::grid_sampler_3d`.
    public static Tensor forward(
            Tensor x,
            Tensor grid,
            GridPoint.Mode mode,
            GridPoint.Padding padding,
            boolean alignCorners) {
        DType type = Dense.computed(x.dtype());
        return GridSample.of(type, x, grid, mode, padding, alignCorners)
                .forward(Dense.of(x, type), x.dtype(), Raw.shape(grid));
    }

    /// The gradients of the image and of the grid.
    public record Gradients(Tensor image, Tensor grid) {}

    /// The gradients of [#forward] from that of its result.
    public static Gradients backward(
            Tensor g,
            Tensor x,
            Tensor grid,
            GridPoint.Mode mode,
            GridPoint.Padding padding,
            boolean alignCorners) {
        DType type = Dense.computed(x.dtype());
        return GridSample.of(type, x, grid, mode, padding, alignCorners)
                .backward(Dense.of(g, type), Dense.of(x, type), x.dtype(), grid);
    }

    private static <A> GridSample<A> of(
            DType type,
            Tensor x,
            Tensor grid,
            GridPoint.Mode mode,
            GridPoint.Padding padding,
            boolean alignCorners) {
        return new GridSample<>(type, x, grid, mode, padding, alignCorners);
    }

    @SuppressWarnings("unchecked") // the array of a type has one class
    private Tensor forward(Dense<A> x, DType wanted, int[] gridShape) {
        int channels = image[1];
        int[] shape = gridShape.clone();
        System.arraycopy(gridShape, 1, shape, 2, dims);
        shape[1] = channels;
        A y = (A) Storage.uninitializedArray(type, Layout.numel(shape));
        Parallel.forRange(
                image[0] * places,
                Math.max(1, GRAIN / Math.max(1, channels)),
                (from, to) -> {
                    GridPoint point = point();
                    double[] at = new double[dims];
                    for (int i = from; i < to; i++) {
                        move(point, i, at);
                        int n = i / places;
                        loops.read(
                                x.array(),
                                x.at() + n * channels * plane,
                                channels,
                                plane,
                                point,
                                y,
                                n * channels * places + i % places,
                                places);
                    }
                });
        return Dense.tensor(y, /* computed= */ type, /* type= */ wanted, shape);
    }

    @SuppressWarnings("unchecked") // the array of a type has one class
    private Gradients backward(Dense<A> g, Dense<A> x, DType wanted, Tensor gridLike) {
        int channels = image[1];
        A ofImage = (A) Storage.newArray(type, Layout.numel(image));
        double[] ofGrid = new double[grid.length];
        Parallel.forRange(
                image[0], // samples do not share an element, points of one do
                Math.max(1, GRAIN / Math.max(1, channels * places)),
                (from, to) -> {
                    GridPoint point = point();
                    double[] at = new double[dims];
                    for (int i = from * places; i < to * places; i++) {
                        move(point, i, at);
                        int n = i / places;
                        loops.readBackward(
                                g.array(),
                                g.at() + n * channels * places + i % places,
                                places,
                                x.array(),
                                x.at() + n * channels * plane,
                                channels,
                                plane,
                                point,
                                ofImage,
                                n * channels * plane,
                                at);
                        for (int d = 0; d < dims; d++) {
                            ofGrid[i * dims + dims - 1 - d] = at[d];
                        }
                    }
                });
        return new Gradients(
                Dense.tensor(ofImage, type, wanted, image),
                Dense.tensor(ofGrid, DType.FLOAT64, gridLike.dtype(), Raw.shape(gridLike)));
    }

    private GridPoint point() {
        return new GridPoint(sizes, mode, padding, alignCorners, type != DType.FLOAT64);
    }

    private void move(GridPoint point, int i, double[] at) {
        for (int d = 0; d < dims; d++) {
            at[d] = grid[i * dims + dims - 1 - d];
        }
        point.move(at);
    }
}
