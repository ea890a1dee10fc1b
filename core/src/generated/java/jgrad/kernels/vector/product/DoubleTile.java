// Made of FloatTile.java by format/Twins.java. Change that, and then run
// mvn -q -pl format verify -Dformat=apply
package jgrad.kernels.vector.product;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// A small block of C kept in registers while a row of B and a column of A pass by, `k` times.
///
/// Note [Register tile]: a tile of R rows and two vectors of columns needs 2 R registers for C, two
/// for B and one for A. Eight rows fill the 32 registers of AVX-512 and NEON as well as their two
/// multiply-add units can be fed; twelve make the compiler spill. With 16 registers four rows are
/// best. A is read one element at a time and so may have any strides; the two vectors of B lie side
/// by side.
///
/// Every element is one chain of fused multiply-adds in the order of `k`, so its bits do not depend
/// on the tile that made it.
///
/// The sums go to C or, where they are to be scaled or added or a tile is cut off, to a scratch
/// array and from there to C. So nothing stands after the hot loop but stores. A branch on `beta`
/// there made the compiler spill inside the loop, and a method of ours that takes vectors is not
/// inlined at the cold end of a hot loop, which turns every vector into an object.
final class DoubleTile {
    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();
    static final int ROWS = Registers.MANY ? 8 : 4;
    static final int COLS = 2 * LANES;

    private DoubleTile() {}

    /// Puts the sums of a whole tile at `to`. Only the first `rows` rows come from A, the others
    /// are undefined; B has [#COLS] columns.
    static void wide(
            int rows,
            int k,
            double[] a,
            int aAt,
            int aRow,
            int aCol,
            double[] b,
            int bAt,
            int bRow,
            double[] to,
            int toAt,
            int toRow) {
        if (rows <= 4) {
            fourByTwo(rows, k, a, aAt, aRow, aCol, b, bAt, bRow, to, toAt, toRow);
        } else {
            eightByTwo(rows, k, a, aAt, aRow, aCol, b, bAt, bRow, to, toAt, toRow);
        }
    }

    private static void eightByTwo(
            int rows,
            int k,
            double[] a,
            int aAt,
            int aRow,
            int aCol,
            double[] b,
            int bAt,
            int bRow,
            double[] to,
            int toAt,
            int toRow) {
        int last = rows - 1;
        int a1 = aAt + aRow;
        int a2 = aAt + 2 * aRow;
        int a3 = aAt + 3 * aRow;
        int a4 = aAt + 4 * aRow;
        int a5 = aAt + Math.min(5, last) * aRow;
        int a6 = aAt + Math.min(6, last) * aRow;
        int a7 = aAt + Math.min(7, last) * aRow;
        DoubleVector c00 = DoubleVector.zero(SPECIES);
        DoubleVector c01 = c00;
        DoubleVector c10 = c00;
        DoubleVector c11 = c00;
        DoubleVector c20 = c00;
        DoubleVector c21 = c00;
        DoubleVector c30 = c00;
        DoubleVector c31 = c00;
        DoubleVector c40 = c00;
        DoubleVector c41 = c00;
        DoubleVector c50 = c00;
        DoubleVector c51 = c00;
        DoubleVector c60 = c00;
        DoubleVector c61 = c00;
        DoubleVector c70 = c00;
        DoubleVector c71 = c00;
        for (int q = 0; q < k; q++) {
            int right = bAt + q * bRow;
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, right);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, right + LANES);
            int left = q * aCol;
            DoubleVector x = DoubleVector.broadcast(SPECIES, a[aAt + left]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = DoubleVector.broadcast(SPECIES, a[a1 + left]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = DoubleVector.broadcast(SPECIES, a[a2 + left]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = DoubleVector.broadcast(SPECIES, a[a3 + left]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            x = DoubleVector.broadcast(SPECIES, a[a4 + left]);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            x = DoubleVector.broadcast(SPECIES, a[a5 + left]);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
            x = DoubleVector.broadcast(SPECIES, a[a6 + left]);
            c60 = x.fma(b0, c60);
            c61 = x.fma(b1, c61);
            x = DoubleVector.broadcast(SPECIES, a[a7 + left]);
            c70 = x.fma(b0, c70);
            c71 = x.fma(b1, c71);
        }
        c00.intoArray(to, toAt);
        c01.intoArray(to, toAt + LANES);
        c10.intoArray(to, toAt + toRow);
        c11.intoArray(to, toAt + toRow + LANES);
        c20.intoArray(to, toAt + 2 * toRow);
        c21.intoArray(to, toAt + 2 * toRow + LANES);
        c30.intoArray(to, toAt + 3 * toRow);
        c31.intoArray(to, toAt + 3 * toRow + LANES);
        c40.intoArray(to, toAt + 4 * toRow);
        c41.intoArray(to, toAt + 4 * toRow + LANES);
        c50.intoArray(to, toAt + 5 * toRow);
        c51.intoArray(to, toAt + 5 * toRow + LANES);
        c60.intoArray(to, toAt + 6 * toRow);
        c61.intoArray(to, toAt + 6 * toRow + LANES);
        c70.intoArray(to, toAt + 7 * toRow);
        c71.intoArray(to, toAt + 7 * toRow + LANES);
    }

    private static void fourByTwo(
            int rows,
            int k,
            double[] a,
            int aAt,
            int aRow,
            int aCol,
            double[] b,
            int bAt,
            int bRow,
            double[] to,
            int toAt,
            int toRow) {
        int last = rows - 1;
        int a1 = aAt + Math.min(1, last) * aRow;
        int a2 = aAt + Math.min(2, last) * aRow;
        int a3 = aAt + Math.min(3, last) * aRow;
        DoubleVector c00 = DoubleVector.zero(SPECIES);
        DoubleVector c01 = c00;
        DoubleVector c10 = c00;
        DoubleVector c11 = c00;
        DoubleVector c20 = c00;
        DoubleVector c21 = c00;
        DoubleVector c30 = c00;
        DoubleVector c31 = c00;
        for (int q = 0; q < k; q++) {
            int right = bAt + q * bRow;
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, right);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, right + LANES);
            int left = q * aCol;
            DoubleVector x = DoubleVector.broadcast(SPECIES, a[aAt + left]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = DoubleVector.broadcast(SPECIES, a[a1 + left]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = DoubleVector.broadcast(SPECIES, a[a2 + left]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = DoubleVector.broadcast(SPECIES, a[a3 + left]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
        }
        c00.intoArray(to, toAt);
        c01.intoArray(to, toAt + LANES);
        c10.intoArray(to, toAt + toRow);
        c11.intoArray(to, toAt + toRow + LANES);
        c20.intoArray(to, toAt + 2 * toRow);
        c21.intoArray(to, toAt + 2 * toRow + LANES);
        c30.intoArray(to, toAt + 3 * toRow);
        c31.intoArray(to, toAt + 3 * toRow + LANES);
    }

    /// As [#wide], for tiles of eight rows where B has [#LANES] columns; the sums go to rows of
    /// [#COLS].
    static void narrow(
            int rows,
            int k,
            double[] a,
            int aAt,
            int aRow,
            int aCol,
            double[] b,
            int bAt,
            int bRow,
            double[] sums) {
        int last = rows - 1;
        int a1 = aAt + Math.min(1, last) * aRow;
        int a2 = aAt + Math.min(2, last) * aRow;
        int a3 = aAt + Math.min(3, last) * aRow;
        int a4 = aAt + Math.min(4, last) * aRow;
        int a5 = aAt + Math.min(5, last) * aRow;
        int a6 = aAt + Math.min(6, last) * aRow;
        int a7 = aAt + Math.min(7, last) * aRow;
        DoubleVector c0 = DoubleVector.zero(SPECIES);
        DoubleVector c1 = c0;
        DoubleVector c2 = c0;
        DoubleVector c3 = c0;
        DoubleVector c4 = c0;
        DoubleVector c5 = c0;
        DoubleVector c6 = c0;
        DoubleVector c7 = c0;
        for (int q = 0; q < k; q++) {
            DoubleVector right = DoubleVector.fromArray(SPECIES, b, bAt + q * bRow);
            int left = q * aCol;
            c0 = DoubleVector.broadcast(SPECIES, a[aAt + left]).fma(right, c0);
            c1 = DoubleVector.broadcast(SPECIES, a[a1 + left]).fma(right, c1);
            c2 = DoubleVector.broadcast(SPECIES, a[a2 + left]).fma(right, c2);
            c3 = DoubleVector.broadcast(SPECIES, a[a3 + left]).fma(right, c3);
            c4 = DoubleVector.broadcast(SPECIES, a[a4 + left]).fma(right, c4);
            c5 = DoubleVector.broadcast(SPECIES, a[a5 + left]).fma(right, c5);
            c6 = DoubleVector.broadcast(SPECIES, a[a6 + left]).fma(right, c6);
            c7 = DoubleVector.broadcast(SPECIES, a[a7 + left]).fma(right, c7);
        }
        c0.intoArray(sums, 0);
        c1.intoArray(sums, COLS);
        c2.intoArray(sums, 2 * COLS);
        c3.intoArray(sums, 3 * COLS);
        c4.intoArray(sums, 4 * COLS);
        c5.intoArray(sums, 5 * COLS);
        c6.intoArray(sums, 6 * COLS);
        c7.intoArray(sums, 7 * COLS);
    }

    /// `C = beta C + alpha sums` for the first `rows` rows and `cols` columns of a tile.
    static void put(
            double[] sums,
            int rows,
            int cols,
            double alpha,
            double beta,
            double[] c,
            int cAt,
            int cRow) {
        int vectors = cols - cols % LANES;
        VectorMask<Double> rest = SPECIES.indexInRange(0, cols - vectors);
        for (int i = 0; i < rows; i++) {
            int from = i * COLS;
            int to = cAt + i * cRow;
            int j = 0;
            for (; j < vectors; j += LANES) {
                DoubleVector sum = DoubleVector.fromArray(SPECIES, sums, from + j).mul(alpha);
                if (beta != 0) {
                    DoubleVector scale = DoubleVector.broadcast(SPECIES, beta);
                    sum = DoubleVector.fromArray(SPECIES, c, to + j).fma(scale, sum);
                }
                sum.intoArray(c, to + j);
            }
            if (Registers.MASKS && j < cols) {
                DoubleVector sum = DoubleVector.fromArray(SPECIES, sums, from + j).mul(alpha);
                if (beta != 0) {
                    DoubleVector scale = DoubleVector.broadcast(SPECIES, beta);
                    sum = DoubleVector.fromArray(SPECIES, c, to + j, rest).fma(scale, sum);
                }
                sum.intoArray(c, to + j, rest);
                j = cols;
            }
            for (; j < cols; j++) {
                double sum = alpha * sums[from + j];
                c[to + j] = beta == 0 ? sum : Math.fma(beta, c[to + j], sum);
            }
        }
    }
}
