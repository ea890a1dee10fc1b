package jgrad.kernels.places;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.walk.Dense;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import org.jspecify.annotations.Nullable;

/// Bags of rows of a matrix, each made one row.
public final class BagRows {
    private BagRows() {}

    /// What becomes of the rows of a bag.
    public enum Kind {
        SUM,
        MEAN,
        MAX
    }

    /// The bags as rows, how many entries each has, and for each element of a maximum the row of
    /// the matrix that it comes from (of nothing otherwise).
    public record Result(Tensor bags, Tensor sizes, Tensor largest) {}

    /// Entry `i` is row `rows[i]`, times `weights[i]` if there are weights, in bag `bag[i]`;
    /// entries that name row `padding` are left out, and a bag without entries is zeros.
    ///
    /// Sums of half floats are taken as float32, and rounded once.
    ///
    /// Torch: `aten::embedding_bag`.
    ///
    /// @throws IllegalArgumentException for an entry that is not a row
    public static Result forward(
            Tensor matrix,
            @Nullable Tensor weights,
            Tensor rows,
            Tensor bag,
            int bags,
            int padding,
            Kind kind) {
        int count = Raw.shape(matrix)[0];
        int n = Raw.shape(matrix)[1];
        long[] row = Positions.values(rows);
        long[] into = Positions.values(bag);
        for (int i = 0; i < row.length; i++) {
            if (row[i] < 0 || row[i] >= count) {
                throw new IllegalArgumentException(
                        "Index "
                                + i
                                + " of input takes value "
                                + row[i]
                                + " which is not in the valid range [0, "
                                + count
                                + ")");
            }
        }
        Dense<double[]> x = Dense.of(matrix, DType.FLOAT64);
        double[] scale =
                weights == null
                        ? null
                        : (double[])
                                jgrad.kernels.walk.Cast.toArray(
                                        weights.dtype(),
                                        Raw.storage(weights).array(),
                                        Raw.layout(weights),
                                        DType.FLOAT64);
        double[] y = new double[Math.multiplyExact(bags, n)];
        long[] sizes = new long[bags];
        long[] largest = new long[kind == Kind.MAX ? y.length : 0];
        for (int i = 0; i < row.length; i++) {
            if (row[i] == padding) {
                continue;
            }
            int to = (int) into[i] * n;
            int from = x.at() + (int) row[i] * n;
            boolean first = sizes[(int) into[i]]++ == 0;
            double by = scale == null ? 1 : scale[i];
            for (int j = 0; j < n; j++) {
                double value = x.array()[from + j];
                if (kind != Kind.MAX) {
                    y[to + j] += by * value;
                } else if (first || value > y[to + j] || Double.isNaN(value)) {
                    y[to + j] = value;
                    largest[to + j] = row[i];
                }
            }
        }
        for (int b = 0; kind == Kind.MEAN && b < bags; b++) {
            for (int j = 0; j < n && sizes[b] > 0; j++) {
                y[b * n + j] /= sizes[b];
            }
        }
        Tensor places =
                new Tensor(
                        new Storage(largest),
                        kind == Kind.MAX ? Layout.contiguous(bags, n) : Layout.contiguous(0),
                        DType.INT64);
        return new Result(
                Dense.tensor(y, DType.FLOAT64, matrix.dtype(), bags, n),
                new Tensor(new Storage(sizes), Layout.contiguous(bags), DType.INT64),
                places);
    }
}
