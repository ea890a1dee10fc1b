package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Batching;
import jgrad.engine.Ops;
import jgrad.kernels.product.Blas;
import jgrad.kernels.resample.GridPoint;
import jgrad.kernels.resample.GridSample;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;

/// Images read at the points of grids, and grids made of affine maps.
public sealed interface Grids extends Op {

    /// How a grid is read.
    record Reading(GridPoint.Mode mode, GridPoint.Padding padding, boolean alignCorners) {
        Map<String, Object> parameters() {
            return Map.of(
                    "interpolation_mode", (long) mode.ordinal(),
                    "padding_mode", (long) padding.ordinal(),
                    "align_corners", alignCorners);
        }
    }

    /// an image at each point of a grid; inputs image, grid
    record GridSampler(int dims, Reading reading) implements Grids, BinaryOp {
        @Override
        public String torchName() {
            return "grid_sampler_" + dims + "d";
        }

        @Override
        public String nodeName() {
            return "GridSampler" + dims + "DBackward0";
        }

        @Override
        public String inputName(int i) {
            return i == 0 ? "input" : "grid";
        }

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            return GridSample.forward(
                    self, other, reading.mode, reading.padding, reading.alignCorners);
        }

        private Tensor[] gradients(Tensor g, Saved s) {
            return Ops.apply(new GridSamplerBackward(dims, reading), g, s.self(), s.other());
        }

        @Override
        public @Nullable Tensor @Nullable [] gradAll(@Nullable Tensor[] g, Saved s) {
            return g[0] == null ? new @Nullable Tensor[2] : gradients(g[0], s);
        }

        @Override
        public Tensor gradSelf(Tensor g, Saved s) {
            return gradients(g, s)[0];
        }

        @Override
        public Tensor gradOther(Tensor g, Saved s) {
            return gradients(g, s)[1];
        }

        @Override
        public @Nullable Tensor jvp(@Nullable Tensor tSelf, @Nullable Tensor tOther, Saved s) {
            Tensor sum = tSelf == null ? null : Ops.apply(this, tSelf, s.other());
            if (tOther == null) {
                return sum;
            }
            Tensor x = s.self();
            @Nullable Tensor[] moved =
                    Composite.jvp(
                            in -> new Tensor[] {GridFormula.sample(x, in[0], reading)},
                            new Tensor[] {s.other()},
                            new @Nullable Tensor[] {tOther});
            return Laws.add(sum, moved[0]);
        }

        @Override
        public int readsForSelf() {
            return SELF | OTHER;
        }

        @Override
        public int readsForOther() {
            return SELF | OTHER;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] bdims, int size) {
            Tensor[] all = Batching.expanded(inputs, bdims, size);
            Tensor out = Ops.apply(this, all[0].flatten(0, 1), all[1].flatten(0, 1));
            return new Tensor[] {Batching.split(out, 0, size)};
        }

        @Override
        public Map<String, Object> parameters() {
            return reading.parameters();
        }
    }

    /// the gradients of [GridSampler]; inputs grad, image, grid
    record GridSamplerBackward(int dims, Reading reading) implements Grids, MultiOp {
        @Override
        public String torchName() {
            return "grid_sampler_" + dims + "d_backward";
        }

        @Override
        public String nodeName() {
            return "GridSampler" + dims + "DBackwardBackward0";
        }

        @Override
        public String inputName(int i) {
            return i == 0 ? "grad_output" : i == 1 ? "input" : "grid";
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            GridSample.Gradients out =
                    GridSample.backward(
                            in[0],
                            in[1],
                            in[2],
                            reading.mode,
                            reading.padding,
                            reading.alignCorners);
            return new Tensor[] {out.image(), out.grid()};
        }

        /// The same by ordinary operations: the gradients of the formula.
        private Tensor[] composed(Tensor[] in) {
            @Nullable Tensor[] found =
                    Composite.grad(
                            x -> new Tensor[] {GridFormula.sample(x[0], x[1], reading)},
                            new Tensor[] {in[1], in[2]},
                            new @Nullable Tensor[] {in[0]});
            Tensor image = found[0] == null ? Tensors.zerosLike(in[1]) : found[0];
            Tensor grid = found[1] == null ? Tensors.zerosLike(in[2]) : found[1];
            return new Tensor[] {image, grid};
        }

        private static Tensor[] all(Saved s) {
            return new Tensor[] {s.input(0), s.input(1), s.input(2)};
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            return gradAll(g, s)[i];
        }

        @Override
        public @Nullable Tensor[] gradAll(@Nullable Tensor[] g, Saved s) {
            return Composite.grad(this::composed, all(s), g);
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            return Composite.jvp(this::composed, all(s), t);
        }

        @Override
        public int reads(int i) {
            return SELF | OTHER | THIRD;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] bdims, int size) {
            Tensor[] all = Batching.expanded(inputs, bdims, size);
            for (int i = 0; i < 3; i++) {
                all[i] = all[i].flatten(0, 1);
            }
            Tensor[] out = Ops.apply(this, all);
            return new Tensor[] {Batching.split(out[0], 0, size), Batching.split(out[1], 0, size)};
        }
    }

    /// the grid to which affine maps bring the places of an image of these sizes: `[N, 2, 3]` to
    /// `[N, H, W, 2]`, `[N, 3, 4]` to `[N, D, H, W, 3]`
    record AffineGridGenerator(int[] sizes, boolean alignCorners) implements Grids, Laws.Linear {
        private Tensor base(DType type) {
            int dims = sizes.length - 2;
            int[] places = Arrays.copyOfRange(sizes, 2, sizes.length);
            int n = Layout.numel(places);
            double[] base = new double[n * (dims + 1)];
            for (int p = 0; p < n; p++) {
                int rest = p;
                for (int d = dims - 1; d >= 0; d--) {
                    int i = rest % places[d];
                    rest /= places[d];
                    double at = places[d] > 1 ? -1 + 2.0 * i / (places[d] - 1) : 0;
                    at = alignCorners ? at : at * (places[d] - 1) / places[d];
                    base[p * (dims + 1) + dims - 1 - d] = at;
                }
                base[p * (dims + 1) + dims] = 1;
            }
            var wide = new Tensor(new Storage(base), Layout.contiguous(n, dims + 1), DType.FLOAT64);
            return Types.cast(wide, type);
        }

        @Override
        public Tensor forward(Tensor self) {
            int dims = sizes.length - 2;
            Tensor base = base(self.dtype());
            int n = Raw.shape(base)[0];
            int count = Raw.shape(self)[0];
            var repeated =
                    new Tensor(
                            Raw.storage(base),
                            new Layout(
                                    new int[] {count, n, dims + 1}, new int[] {0, dims + 1, 1}, 0),
                            self.dtype());
            int[] at = Raw.strides(self);
            var transposed =
                    new Tensor(
                            Raw.storage(self),
                            new Layout(
                                    new int[] {count, dims + 1, dims},
                                    new int[] {at[0], at[2], at[1]},
                                    Raw.offset(self)),
                            self.dtype());
            Tensor grid = Blas.bmm(repeated, transposed);
            int[] shape = sizes.clone();
            shape[0] = count;
            System.arraycopy(sizes, 2, shape, 1, dims);
            shape[dims + 1] = dims;
            return new Tensor(Raw.storage(grid), Layout.contiguous(shape), self.dtype());
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            int dims = sizes.length - 2;
            Tensor base = base(g.dtype());
            int count = s.shape()[0];
            Tensor flat = g.contiguous().view(count, base.size(0), dims);
            return base.transpose(0, 1)
                    .expand(count, dims + 1, base.size(0))
                    .bmm(flat)
                    .transpose(1, 2);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("size", Views.Inside.list(sizes), "align_corners", alignCorners);
        }
    }
}
