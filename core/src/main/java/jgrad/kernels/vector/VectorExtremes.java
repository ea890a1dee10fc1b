package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import jgrad.kernels.ExtremeLoops;
import jgrad.kernels.FoldLoops;

/// The searches on vectors: first the value that wins, then where it is.
public final class VectorExtremes implements ExtremeLoops {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
    private static final VectorShape NARROW = VectorShape.forBitSize(D.vectorBitSize() / 2);
    private static final VectorSpecies<Float> HALF = VectorSpecies.of(float.class, NARROW);
    private static final VectorSpecies<Integer> INDEX = VectorSpecies.of(int.class, NARROW);

    private final FoldLoops folds = new VectorFolds();

    @Override
    public int first(float[] x, int at, int n, boolean largest) {
        float value = (float) (largest ? folds.max(x, at, n) : folds.min(x, at, n));
        boolean nan = Float.isNaN(value);
        int i = 0;
        for (; i <= n - F.length(); i += F.length()) {
            FloatVector v = FloatVector.fromArray(F, x, at + i);
            VectorMask<Float> found = nan ? v.compare(NE, v) : v.compare(EQ, value);
            if (found.anyTrue()) {
                return i + found.firstTrue();
            }
        }
        while (nan ? !Float.isNaN(x[at + i]) : x[at + i] != value) {
            i++;
        }
        return i;
    }

    @Override
    public int first(double[] x, int at, int n, boolean largest) {
        double value = largest ? folds.max(x, at, n) : folds.min(x, at, n);
        boolean nan = Double.isNaN(value);
        int i = 0;
        for (; i <= n - D.length(); i += D.length()) {
            DoubleVector v = DoubleVector.fromArray(D, x, at + i);
            VectorMask<Double> found = nan ? v.compare(NE, v) : v.compare(EQ, value);
            if (found.anyTrue()) {
                return i + found.firstTrue();
            }
        }
        while (nan ? !Double.isNaN(x[at + i]) : x[at + i] != value) {
            i++;
        }
        return i;
    }

    @Override
    public void first(
            float[] x,
            int at,
            int rowStride,
            int rows,
            int columns,
            int row,
            double[] best,
            int[] index,
            int to,
            boolean largest) {
        for (int j = 0; j < columns; j += D.length()) {
            VectorMask<Double> in = doubles(columns - j);
            DoubleVector winner = DoubleVector.fromArray(D, best, to + j, in);
            IntVector where = IntVector.fromArray(INDEX, index, to + j, in.cast(INDEX));
            VectorMask<Float> narrow = in.cast(HALF);
            for (int r = 0; r < rows; r++) {
                DoubleVector v =
                        (DoubleVector)
                                FloatVector.fromArray(HALF, x, at + r * rowStride + j, narrow)
                                        .convertShape(F2D, D, 0);
                VectorMask<Double> better = largest ? v.compare(GT, winner) : v.compare(LT, winner);
                VectorMask<Double> wins =
                        better.or(v.compare(NE, v).and(winner.compare(EQ, winner)));
                winner = winner.blend(v, wins);
                where = where.blend(row + r, wins.cast(INDEX));
            }
            winner.intoArray(best, to + j, in);
            where.intoArray(index, to + j, in.cast(INDEX));
        }
    }

    @Override
    public void first(
            double[] x,
            int at,
            int rowStride,
            int rows,
            int columns,
            int row,
            double[] best,
            int[] index,
            int to,
            boolean largest) {
        for (int j = 0; j < columns; j += D.length()) {
            VectorMask<Double> in = doubles(columns - j);
            DoubleVector winner = DoubleVector.fromArray(D, best, to + j, in);
            IntVector where = IntVector.fromArray(INDEX, index, to + j, in.cast(INDEX));
            for (int r = 0; r < rows; r++) {
                DoubleVector v = DoubleVector.fromArray(D, x, at + r * rowStride + j, in);
                VectorMask<Double> better = largest ? v.compare(GT, winner) : v.compare(LT, winner);
                VectorMask<Double> wins =
                        better.or(v.compare(NE, v).and(winner.compare(EQ, winner)));
                winner = winner.blend(v, wins);
                where = where.blend(row + r, wins.cast(INDEX));
            }
            winner.intoArray(best, to + j, in);
            where.intoArray(index, to + j, in.cast(INDEX));
        }
    }

    /// The first `n` lanes, or all.
    private static VectorMask<Double> doubles(int n) {
        return VectorMask.fromLong(D, n < D.length() ? (1L << n) - 1 : -1L);
    }
}
