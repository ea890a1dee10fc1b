package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import jgrad.kernels.loops.ExtremeLoops;
import jgrad.kernels.loops.FoldLoops;
import jgrad.kernels.scalar.DoubleExtremes;

/// The searches on vectors of doubles. In a row, first for the value that wins and then for where
/// it is.
public final class DoubleVectorExtremes implements ExtremeLoops<double[]> {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INDEX =
            VectorSpecies.of(int.class, VectorShape.forBitSize(32 * S.length()));
    private static final int LANES = S.length();
    private static final FoldLoops<double[]> FOLDS = new DoubleVectorFolds();

    /// For the columns that do not fill a vector.
    private static final ExtremeLoops<double[]> REST = new DoubleExtremes();

    @Override
    public int first(double[] x, int at, int n, boolean largest) {
        double value = largest ? FOLDS.max(x, at, n) : FOLDS.min(x, at, n);
        boolean nan = Double.isNaN(value);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(S, x, at + i);
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
        int bound = S.loopBound(columns);
        for (int r = 0; r < rows; r++) {
            int from = at + r * rowStride;
            for (int j = 0; j < bound; j += LANES) {
                DoubleVector v = DoubleVector.fromArray(S, x, from + j);
                DoubleVector winner = DoubleVector.fromArray(S, best, to + j);
                VectorMask<Double> better = largest ? v.compare(GT, winner) : v.compare(LT, winner);
                VectorMask<Double> wins =
                        better.or(v.compare(NE, v).and(winner.compare(EQ, winner)));
                IntVector where = IntVector.fromArray(INDEX, index, to + j);
                winner.blend(v, wins).intoArray(best, to + j);
                where.blend(row + r, wins.cast(INDEX)).intoArray(index, to + j);
            }
        }
        REST.first(
                x,
                at + bound,
                rowStride,
                rows,
                columns - bound,
                row,
                best,
                index,
                to + bound,
                largest);
    }
}
