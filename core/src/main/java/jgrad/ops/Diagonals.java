package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Batching;
import jgrad.engine.Constants;
import jgrad.engine.Ops;
import jgrad.kernels.fold.Reduce;
import jgrad.kernels.linalg.Triangles;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;

/// Triangles and diagonals of matrices: all of them linear.
public sealed interface Diagonals extends Op {

    /// Elements are only moved, but for [Trace].
    @Override
    default boolean keepsNarrow() {
        return true;
    }

    /// what lies on one side of diagonal `k`, and zeros
    sealed interface Triangle extends Diagonals, Laws.Linear {
        int k();

        @Override
        default Tensor forward(Tensor self) {
            if (self.dim() < 2) {
                throw new IllegalArgumentException(
                        torchName() + ": input tensor must have at least 2 dimensions");
            }
            return Triangles.keep(self, k(), this instanceof Triu);
        }

        @Override
        default Tensor grad(Tensor g, Saved s) {
            return Ops.apply(this, g);
        }

        @Override
        default Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor front = Batching.toFront(inputs[0], dims[0]);
            if (front.dim() < 3) { // the samples' own message
                forward(front.select(0, 0));
            }
            return new Tensor[] {Ops.apply(this, front)};
        }

        @Override
        default Map<String, Object> parameters() {
            return Map.of("diagonal", (long) k());
        }
    }

    /// the lower triangle
    record Tril(int k) implements Triangle {}

    /// the upper triangle
    record Triu(int k) implements Triangle {}

    /// Two dimensions and an offset between them name a diagonal.
    sealed interface OnDiagonal extends Diagonals {
        int offset();

        int dim1();

        int dim2();

        /// the two dimensions of a tensor of `rank`, from 0 on
        default int[] pair(int rank) {
            int first = Dims.wrap(dim1(), rank);
            int second = Dims.wrap(dim2(), rank);
            if (first == second) {
                throw new IllegalArgumentException(
                        "diagonal dimensions cannot be identical " + dim1() + ", " + dim2());
            }
            return new int[] {first, second};
        }

        /// the two dimensions where a batch dimension is in front of samples of `rank`
        default int[] behindBatch(int rank) {
            int[] pair = pair(rank);
            return new int[] {pair[0] + 1, pair[1] + 1};
        }

        @Override
        default Map<String, Object> parameters() {
            return Map.of("offset", (long) offset(), "dim1", (long) dim1(), "dim2", (long) dim2());
        }
    }

    /// a view of the diagonal, which becomes the last dimension
    record Diagonal(int offset, int dim1, int dim2) implements OnDiagonal, Laws.Linear {
        @Override
        public boolean isView() {
            return true;
        }

        @Override
        public Tensor forward(Tensor self) {
            return Inside.diagonal(this, self);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Ops.apply(new DiagonalBackward(s.shape(), offset, dim1, dim2), g);
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor front = Batching.toFront(inputs[0], dims[0]);
            int[] pair = behindBatch(front.dim() - 1);
            return new Tensor[] {front.diagonal(offset, pair[0], pair[1])};
        }
    }

    /// a copy of the diagonal
    record DiagonalCopy(int offset, int dim1, int dim2) implements OnDiagonal, Laws.Linear {
        @Override
        public String nodeName() {
            return "DiagonalBackward0_copy"; // so PyTorch names the copying twins of views
        }

        @Override
        public Tensor forward(Tensor self) {
            return Types.copy(Inside.diagonal(this, self), self.dtype());
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Ops.apply(new DiagonalBackward(s.shape(), offset, dim1, dim2), g);
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor front = Batching.toFront(inputs[0], dims[0]);
            int[] pair = behindBatch(front.dim() - 1);
            return new Tensor[] {Ops.apply(new DiagonalCopy(offset, pair[0], pair[1]), front)};
        }
    }

    /// the gradient of [Diagonal]: zeros of `shape` but there
    record DiagonalBackward(int[] shape, int offset, int dim1, int dim2)
            implements OnDiagonal, Laws.Linear {
        @Override
        public Tensor forward(Tensor self) {
            int[] pair = pair(shape.length);
            return Triangles.embed(self, shape, offset, pair[0], pair[1]);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return g.diagonal(offset, dim1, dim2);
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor front = Batching.toFront(inputs[0], dims[0]);
            int[] pair = behindBatch(shape.length);
            int[] wide = Views.Inside.withFront(size, shape);
            return new Tensor[] {
                Ops.apply(new DiagonalBackward(wide, offset, pair[0], pair[1]), front)
            };
        }
    }

    /// the last dimension on the diagonal of two new ones, and zeros
    record DiagEmbed(int offset, int dim1, int dim2) implements OnDiagonal, Laws.Linear {
        @Override
        public Tensor forward(Tensor self) {
            int[] from = Raw.shape(self);
            int rank = from.length + 1;
            int[] pair = pair(rank);
            int side = from[from.length - 1] + Math.abs(offset);
            int[] shape = new int[rank];
            for (int d = 0, k = 0; d < rank; d++) {
                shape[d] = d == pair[0] || d == pair[1] ? side : from[k++];
            }
            return Triangles.embed(self, shape, offset, pair[0], pair[1]);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return g.diagonal(offset, dim1, dim2);
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor front = Batching.toFront(inputs[0], dims[0]);
            int[] pair = behindBatch(front.dim());
            return new Tensor[] {front.diagEmbed(offset, pair[0], pair[1])};
        }
    }

    /// `self` with `src` on the diagonal
    record DiagonalScatter(int offset, int dim1, int dim2) implements OnDiagonal, BinaryOp {
        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : "src";
        }

        @Override
        public Tensor forward(Tensor self, Tensor src) {
            int[] pair = pair(self.dim());
            int[] place = Raw.shape(Inside.diagonal(this, self));
            if (!Arrays.equals(place, Raw.shape(src))) {
                throw new IllegalArgumentException(
                        "expected src to have a size equal to the slice of self. src size = "
                                + Arrays.toString(Raw.shape(src))
                                + ", slice size = "
                                + Arrays.toString(place));
            }
            return Triangles.scatter(self, src, offset, pair[0], pair[1]);
        }

        @Override
        public Tensor gradSelf(Tensor g, Saved s) {
            return Ops.apply(this, g, Constants.zeros(s.shape(1), g.dtype()));
        }

        @Override
        public Tensor gradOther(Tensor g, Saved s) {
            return g.diagonal(offset, dim1, dim2);
        }

        @Override
        public Tensor jvp(@Nullable Tensor tSelf, @Nullable Tensor tSrc, Saved s) {
            return Ops.apply(
                    this,
                    tSelf == null ? Constants.zeros(s.shape(0), s.dtype(0)) : tSelf,
                    tSrc == null ? Constants.zeros(s.shape(1), s.dtype(1)) : tSrc);
        }

        @Override
        public int readsForSelf() {
            return 0;
        }

        @Override
        public int readsForOther() {
            return 0;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor[] both = Batching.expanded(inputs, dims, size);
            int[] pair = behindBatch(both[0].dim() - 1);
            var op = new DiagonalScatter(offset, pair[0], pair[1]);
            return new Tensor[] {Ops.apply(op, both[0], both[1])};
        }
    }

    /// the sum of a matrix's diagonal
    record Trace() implements Diagonals, Laws.Linear {
        public static final Trace OP = new Trace();

        @Override
        public boolean keepsNarrow() {
            return false;
        }

        @Override
        public Tensor forward(Tensor self) {
            if (self.dim() != 2) {
                throw new IllegalArgumentException(
                        "trace: expected a matrix, but got tensor with dim " + self.dim());
            }
            return Reduce.sum(Inside.diagonal(new Diagonal(0, 0, 1), self), null, false);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            int n = Math.min(s.shape()[0], s.shape()[1]);
            return Ops.apply(new DiagonalBackward(s.shape(), 0, 0, 1), g.expand(n));
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor front = Batching.toFront(inputs[0], dims[0]);
            if (front.dim() != 3) {
                forward(front.select(0, 0));
            }
            return new Tensor[] {front.diagonal(0, 1, 2).sum(1)};
        }
    }

    /// matrices along the diagonal of a larger one
    record BlockDiag() implements Diagonals, NaryOp {
        public static final BlockDiag OP = new BlockDiag();

        @Override
        public Tensor forward(Tensor[] in) {
            for (int i = 0; i < in.length; i++) {
                if (in[i].dim() > 2) {
                    throw new IllegalArgumentException(
                            "torch.block_diag: Input tensors must have 2 or fewer dimensions. Input"
                                    + " "
                                    + i
                                    + " has "
                                    + in[i].dim()
                                    + " dimensions");
                }
            }
            return Triangles.blocks(in, Types.common(in));
        }

        @Override
        public Tensor grad(int i, Tensor g, Saved s) {
            int row = 0;
            int column = 0;
            for (int k = 0; k < i; k++) {
                row += rows(s.shape(k));
                column += columns(s.shape(k));
            }
            int[] shape = s.shape(i);
            Tensor part =
                    g.slice(0, row, row + rows(shape), 1)
                            .slice(1, column, column + columns(shape), 1);
            return shape.length == 1 ? part.squeeze(-1) : part;
        }

        @Override
        public Tensor tangent(@Nullable Tensor[] t, Saved s) {
            var all = new Tensor[t.length];
            for (int i = 0; i < t.length; i++) {
                Tensor given = t[i];
                all[i] = given == null ? Constants.zeros(s.shape(i), s.dtype(i)) : given;
            }
            return Ops.apply(this, all);
        }

        @Override
        public int reads(int i) {
            return 0;
        }

        private static int rows(int[] shape) {
            return shape.length == 2 ? shape[0] : 1;
        }

        private static int columns(int[] shape) {
            return shape.length == 0 ? 1 : shape[shape.length - 1];
        }
    }

    /// What these records share.
    final class Inside {
        private Inside() {}

        static Tensor diagonal(OnDiagonal op, Tensor self) {
            int[] pair = op.pair(self.dim());
            var layout = Triangles.diagonal(Raw.layout(self), op.offset(), pair[0], pair[1]);
            return Views.Inside.view(self, layout.shape(), layout.strides(), layout.offset());
        }
    }
}
