package jgrad.ops;

import static java.util.Objects.requireNonNull;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Ops;
import jgrad.storage.Layout;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/// Products and powers of matrices that are made of other operations.
public final class MatrixProducts {
    private MatrixProducts() {}

    /// `self_i vec2_j`
    public static Tensor outer(Tensor self, Tensor vec2) {
        if (self.dim() != 1 || vec2.dim() != 1) {
            boolean first = self.dim() != 1;
            throw new IllegalArgumentException(
                    "outer: Expected 1-D argument "
                            + (first ? "self" : "vec2")
                            + ", but got "
                            + (first ? self : vec2).dim()
                            + "-D");
        }
        return self.reshape(self.size(0), 1).mul(vec2);
    }

    /// Each element of `self` times all of `other`, side by side.
    public static Tensor kron(Tensor self, Tensor other) {
        int rank = Math.max(self.dim(), other.dim());
        int[] a = new int[2 * rank];
        int[] b = new int[2 * rank];
        int[] out = new int[rank];
        for (int d = 0; d < rank; d++) {
            int fromA = d - (rank - self.dim());
            int fromB = d - (rank - other.dim());
            int m = fromA < 0 ? 1 : self.size(fromA);
            int n = fromB < 0 ? 1 : other.size(fromB);
            a[2 * d] = m;
            a[2 * d + 1] = 1;
            b[2 * d] = 1;
            b[2 * d + 1] = n;
            out[d] = Math.multiplyExact(m, n);
        }
        Tensor product = self.reshape(a).mul(other.reshape(b));
        return Ops.apply(new Views.UnsafeView(out), product);
    }

    /// The sum of products along a dimension.
    public static Tensor vecdot(Tensor x, Tensor y, int dim) {
        if (x.dim() == 1 && y.dim() == 1) {
            Dims.wrap(dim, 1);
            return Ops.apply(VectorProducts.Vdot.OP, x, y);
        }
        return x.mul(y).sum(new int[] {dim}, false);
    }

    /// `1, x, x^2, ...` in a new last dimension of `n` columns; as many as `x` has elements if
    /// null.
    public static Tensor vander(Tensor x, @Nullable Integer n) {
        Tensor line = x.dim() == 0 ? x.unsqueeze(-1) : x;
        int columns = n == null ? line.size(-1) : n;
        if (columns <= 1 && n != null) {
            throw new IllegalArgumentException("N must be greater than 1.");
        }
        int[] shape = Arrays.copyOf(Raw.shape(line), line.dim() + 1);
        shape[line.dim()] = Math.max(columns - 1, 0);
        Tensor powers = line.unsqueeze(-1).expand(shape).cumprod(-1);
        shape[line.dim()] = 1;
        return Tensors.cat(List.of(Tensors.ones(shape, powers.dtype()), powers), -1);
    }

    /// `self` times itself, `n` times; of the inverse if `n` is negative.
    public static Tensor power(Tensor self, int n) {
        LinalgChecks.square("linalg.matrix_power", "A", self);
        if (n == 0) {
            Tensor one = Tensors.eye(self.size(-1), self.size(-1), self.dtype());
            return self.clone().copy_(one);
        }
        if (n == 1) {
            return self.clone();
        }
        Tensor base = n < 0 ? inverse(self) : self;
        long left = Math.abs((long) n);
        if (left == 3) { // in PyTorch's order
            return base.matmul(base).matmul(base);
        }
        Tensor square = base;
        Tensor result = null;
        while (true) {
            if ((left & 1) != 0) {
                result = result == null ? square : result.matmul(square);
            }
            left >>= 1;
            if (left == 0) {
                return requireNonNull(result);
            }
            square = square.matmul(square);
        }
    }

    public static Tensor inverse(Tensor self) {
        return Ops.apply(new Solving.LinalgInvEx(true), self)[0];
    }

    /// The product of several matrices, of which the first and last may be vectors, in the order
    /// with the fewest multiplications.
    public static Tensor multiDot(List<Tensor> tensors) {
        int n = tensors.size();
        if (n < 2) {
            throw new IllegalArgumentException(
                    "multi_dot(): expected at least 2 tensors but got " + n);
        }
        Tensor[] all = tensors.toArray(Tensor[]::new);
        int[] out = {};
        for (int i = 0; i < n; i++) {
            boolean end = i == 0 || i == n - 1;
            if (all[i].dim() != 2 && !(end && all[i].dim() == 1)) {
                throw new IllegalArgumentException(
                        "multi_dot(): "
                                + (i == 0
                                        ? "the first tensor"
                                        : i == n - 1 ? "the last tensor" : "tensor " + i)
                                + " must be "
                                + (end ? "1D or 2D" : "2D")
                                + " but got "
                                + all[i].dim()
                                + "D");
            }
        }
        if (all[0].dim() == 1) {
            all[0] = all[0].view(1, all[0].size(0));
        } else {
            out = new int[] {all[0].size(0)};
        }
        if (all[n - 1].dim() == 1) {
            all[n - 1] = all[n - 1].view(all[n - 1].size(0), 1);
        } else {
            out = Arrays.copyOf(out, out.length + 1);
            out[out.length - 1] = all[n - 1].size(1);
        }
        for (int i = 1; i < n; i++) {
            if (all[i - 1].size(1) != all[i].size(0)) {
                throw new IllegalArgumentException(
                        "multi_dot(): tensors "
                                + (i - 1)
                                + " and "
                                + i
                                + " with shapes "
                                + Arrays.toString(Raw.shape(tensors.get(i - 1)))
                                + " and "
                                + Arrays.toString(Raw.shape(tensors.get(i)))
                                + " cannot be multiplied");
            }
        }
        return multiply(all).view(out);
    }

    private static Tensor multiply(Tensor[] all) {
        int n = all.length;
        int[][] split = splits(all);
        // parts that wait for both of their factors; a split of -1 says that these are there
        var waiting = new ArrayDeque<int[]>();
        var done = new ArrayDeque<Tensor>();
        waiting.push(new int[] {0, n - 1, 0});
        while (!waiting.isEmpty()) {
            int[] part = waiting.pop();
            if (part[2] != 0) {
                Tensor right = done.pop();
                done.push(done.pop().mm(right));
            } else if (part[0] == part[1]) {
                done.push(all[part[0]]);
            } else {
                int k = split[part[0]][part[1]];
                waiting.push(new int[] {part[0], part[1], 1});
                waiting.push(new int[] {k + 1, part[1], 0});
                waiting.push(new int[] {part[0], k, 0});
            }
        }
        return done.pop();
    }

    /// Where the cheapest product of matrices `i` to `j` is split (Cormen and others, Introduction
    /// to Algorithms, 15.2).
    private static int[][] splits(Tensor[] all) {
        int n = all.length;
        long[] sizes = new long[n + 1];
        for (int i = 0; i < n; i++) {
            sizes[i] = all[i].size(0);
        }
        sizes[n] = all[n - 1].size(1);
        long[][] cost = new long[n][n];
        int[][] split = new int[n][n];
        for (int length = 1; length < n; length++) {
            for (int i = 0; i + length < n; i++) {
                int j = i + length;
                cost[i][j] = Long.MAX_VALUE;
                for (int k = i; k < j; k++) {
                    long q = cost[i][k] + cost[k + 1][j] + sizes[i] * sizes[k + 1] * sizes[j + 1];
                    // of two equal orders of three PyTorch takes the one from the left
                    if (q < cost[i][j] || n == 3 && q == cost[i][j]) {
                        cost[i][j] = q;
                        split[i][j] = k;
                    }
                }
            }
        }
        return split;
    }

    /// The older form of [#multiDot], for matrices only.
    public static Tensor chainMatmul(List<Tensor> matrices) {
        for (Tensor matrix : matrices) {
            if (matrix.dim() != 2) {
                throw new IllegalArgumentException(
                        "Tensor dimension is " + matrix.dim() + ", expected 2 instead.");
            }
        }
        if (matrices.isEmpty()) {
            throw new IllegalArgumentException("chain_matmul(): Expected one or more matrices");
        }
        return matrices.size() == 1 ? matrices.get(0) : multiDot(matrices);
    }

    /// The inverse of `self` as a map from its last dimensions to its first `ind`.
    public static Tensor tensorInverse(Tensor self, int ind) {
        if (ind <= 0) {
            throw new IllegalArgumentException(
                    "Expected a strictly positive integer for 'ind', but got " + ind);
        }
        int[] shape = Raw.shape(self);
        int rank = shape.length;
        int cut = Math.min(ind, rank);
        int[] first = Arrays.copyOf(shape, cut);
        int[] last = Arrays.copyOfRange(shape, cut, rank);
        requireSquare(Layout.numel(last), Layout.numel(first), "ind", ind);
        int n = Layout.numel(first);
        int[] turned = Arrays.copyOf(last, rank);
        System.arraycopy(first, 0, turned, last.length, cut);
        Tensor inverse = inverse(self.reshape(n, n));
        return Ops.view(new Views.ReshapeAlias(turned), inverse);
    }

    private static void requireSquare(int end, int start, String from, int ind) {
        if (end != start) {
            String name = from.equals("ind") ? "ind" : "other.ndim";
            throw new IllegalArgumentException(
                    "Expected self to satisfy the requirement prod(self.shape["
                            + name
                            + ":]) == prod(self.shape[:"
                            + name
                            + "]), but got "
                            + end
                            + " != "
                            + start);
        }
        assert ind >= 0;
    }

    /// `X` of `tensordot(self, X, X.dim()) = other`; `dims` of `self` are moved to its end before.
    public static Tensor tensorSolve(Tensor self, Tensor other, int @Nullable [] dims) {
        int rank = self.dim();
        Tensor a = self;
        if (dims != null) {
            int[] moved = Dims.wrap(dims, rank);
            int[] order = new int[rank];
            int k = 0;
            for (int d = 0; d < rank; d++) {
                int at = d;
                if (Arrays.stream(moved).noneMatch(m -> m == at)) {
                    order[k++] = d;
                }
            }
            for (int d : moved) {
                order[k++] = d;
            }
            a = self.permute(order);
        }
        int[] shape = Raw.shape(a);
        int cut = Math.min(other.dim(), rank);
        int[] out = Arrays.copyOfRange(shape, cut, rank);
        int n = Layout.numel(Arrays.copyOf(shape, cut));
        requireSquare(Layout.numel(out), n, "other.ndim", other.dim());
        Tensor x = Solving.solve(a.reshape(n, n), other.reshape(n), true);
        return x.reshape(out);
    }

    /// The rows and the columns of the elements on one side of a diagonal.
    public static Tensor triangleIndices(int rows, int columns, int offset, boolean upper) {
        if (rows < 0 || columns < 0) {
            boolean first = rows < 0;
            throw new IllegalArgumentException(
                    (first ? "row" : "col")
                            + " must be non-negative, got"
                            + (first ? rows : columns));
        }
        int all = Math.multiplyExact(rows, columns);
        long[] found = new long[Math.multiplyExact(2, all)];
        int n = 0;
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                if (upper ? (long) c - r >= offset : (long) c - r <= offset) {
                    found[n] = r;
                    found[all + n++] = c;
                }
            }
        }
        long[] both = Arrays.copyOf(found, 2 * n);
        System.arraycopy(found, all, both, n, n);
        return Tensors.fromArray(both, 2, n);
    }
}
