package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import jgrad.kernels.loops.ExtremeLoops;
import jgrad.kernels.loops.FoldLoops;
import jgrad.kernels.scalar.FloatExtremes;

/// The searches on vectors of floats. In a row, first for the value that wins and then for where it
/// is.
public final class FloatVectorExtremes implements ExtremeLoops<float[]> {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INDEX =
            VectorSpecies.of(int.class, VectorShape.forBitSize(32 * S.length()));
    private static final int LANES = S.length();
    private static final FoldLoops<float[]> FOLDS = new FloatVectorFolds();

    /// For the columns that do not fill a vector.
    private static final ExtremeLoops<float[]> REST = new FloatExtremes();

    @Override
    public int first(float[] x, int at, int n, boolean largest) {
        float value = (float) (largest ? FOLDS.max(x, at, n) : FOLDS.min(x, at, n));
        boolean nan = Float.isNaN(value);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = FloatVector.fromArray(S, x, at + i);
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
        int bound = S.loopBound(columns);
        float[] narrow = new float[bound];
        for (int j = 0; j < bound; j++) {
            narrow[j] = (float) best[to + j];
        }
        for (int r = 0; r < rows; r++) {
            int from = at + r * rowStride;
            for (int j = 0; j < bound; j += LANES) {
                FloatVector v = FloatVector.fromArray(S, x, from + j);
                FloatVector winner = FloatVector.fromArray(S, narrow, j);
                VectorMask<Float> better = largest ? v.compare(GT, winner) : v.compare(LT, winner);
                VectorMask<Float> wins =
                        better.or(v.compare(NE, v).and(winner.compare(EQ, winner)));
                IntVector where = IntVector.fromArray(INDEX, index, to + j);
                winner.blend(v, wins).intoArray(narrow, j);
                where.blend(row + r, wins.cast(INDEX)).intoArray(index, to + j);
            }
        }
        for (int j = 0; j < bound; j++) {
            best[to + j] = narrow[j];
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
