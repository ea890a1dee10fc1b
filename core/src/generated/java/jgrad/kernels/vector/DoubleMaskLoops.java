// Made of FloatMaskLoops.java by format/Twins.java. Change that, and then run
// mvn -q -pl format verify -Dformat=apply
package jgrad.kernels.vector;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import jgrad.kernels.functions.Compare;
import jgrad.kernels.loops.BinaryLoop;
import jgrad.kernels.loops.Specialization;
import jgrad.kernels.loops.TernaryLoop;
import jgrad.kernels.scalar.DoubleLoops;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;

/// The loops between `double[]` and the bytes of a bool tensor, by whole vectors.
public final class DoubleMaskLoops {
    /// The shortest vector has eight bytes; where there are fewer lanes the scalar loops serve.
    private static final int LEAST_LANES = 8;

    private DoubleMaskLoops() {}

    /// @return null if vectors are too short
    public static @Nullable BinaryLoop of(Compare op) {
        if (DoubleVectorLoops.LANES < LEAST_LANES) {
            return null;
        }
        byte[] code = Inliner.inline(OfCompare.class, DoubleCompare.class, op);
        return code == null ? null : Specialization.of(MethodHandles.lookup(), code, op);
    }

    /// @return null if vectors are too short
    public static @Nullable TernaryLoop where() {
        return DoubleVectorLoops.LANES < LEAST_LANES ? null : new Where();
    }

    /// The species with a byte for each lane.
    static final class Bytes {
        static final VectorSpecies<Byte> S =
                VectorSpecies.of(
                        byte.class, VectorShape.forBitSize(DoubleVectorLoops.LANES * Byte.SIZE));

        private Bytes() {}
    }

    static final class OfCompare extends BinaryLoop {
        static {
            Specialization.<Compare, BinaryLoop>open(MethodHandles.lookup()).fill(new OfCompare());
        }

        @Override
        public void run(
                Object a,
                int ao,
                int as,
                Object b,
                int bo,
                int bs,
                Object y,
                int yo,
                int ys,
                int n) {
            DoubleOperand p = new DoubleOperand((double[]) a, ao, as, n);
            DoubleOperand q = new DoubleOperand((double[]) b, bo, bs, n);
            byte[] to = (byte[]) y;
            byte[] block = ys == 1 ? to : new byte[Math.min(n, DoubleBlocks.SIZE)];
            for (int i = 0; i < n; i += DoubleBlocks.SIZE) {
                int m = Math.min(DoubleBlocks.SIZE, n - i);
                int whole = DoubleVectorLoops.S.loopBound(m);
                int at = ys == 1 ? yo + i : 0;
                p.move(i, m);
                q.move(i, m);
                vectors(p.array, p.at, p.mask, q.array, q.at, q.mask, block, at, whole);
                if (whole < m) {
                    byte[] rest = new byte[DoubleVectorLoops.LANES];
                    vectors(
                            p.rest(whole, m),
                            0,
                            0,
                            q.rest(whole, m),
                            0,
                            0,
                            rest,
                            0,
                            DoubleVectorLoops.LANES);
                    System.arraycopy(rest, 0, block, at + whole, m - whole);
                }
                if (ys != 1) {
                    for (int j = 0; j < m; j++) {
                        to[yo + (i + j) * ys] = block[j];
                    }
                }
            }
        }

        private static void vectors(
                double[] a, int ao, int am, double[] b, int bo, int bm, byte[] y, int yo, int n) {
            for (int i = 0; i < n; i += DoubleVectorLoops.LANES) {
                VectorMask<Double> holds =
                        op(
                                DoubleVector.fromArray(DoubleVectorLoops.S, a, ao + (i & am)),
                                DoubleVector.fromArray(DoubleVectorLoops.S, b, bo + (i & bm)));
                ByteVector.zero(Bytes.S).blend((byte) 1, holds.cast(Bytes.S)).intoArray(y, yo + i);
            }
        }

        @SuppressWarnings("UnusedVariable") // each copy of the template gets a body of its own
        private static VectorMask<Double> op(DoubleVector a, DoubleVector b) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Where extends TernaryLoop {
        private final TernaryLoop strided = DoubleLoops.where();

        @Override
        public void run(
                Object a,
                int ao,
                int as,
                Object b,
                int bo,
                int bs,
                Object c,
                int co,
                int cs,
                Object y,
                int yo,
                int ys,
                int n) {
            if (as != 1 || bs > 1 || cs > 1 || ys != 1) {
                strided.run(a, ao, as, b, bo, bs, c, co, cs, y, yo, ys, n);
                return;
            }
            int whole = DoubleVectorLoops.S.loopBound(n);
            DoubleOperand p = new DoubleOperand((double[]) b, bo, bs, n);
            DoubleOperand q = new DoubleOperand((double[]) c, co, cs, n);
            p.move(0, n);
            q.move(0, n);
            vectors(
                    (byte[]) a,
                    ao,
                    p.array,
                    p.at,
                    p.mask,
                    q.array,
                    q.at,
                    q.mask,
                    (double[]) y,
                    yo,
                    whole);
            strided.run(
                    a,
                    ao + whole,
                    1,
                    b,
                    bo + whole * bs,
                    bs,
                    c,
                    co + whole * cs,
                    cs,
                    y,
                    yo + whole,
                    1,
                    n - whole);
        }

        private static void vectors(
                byte[] a,
                int ao,
                double[] b,
                int bo,
                int bm,
                double[] c,
                int co,
                int cm,
                double[] y,
                int yo,
                int n) {
            for (int i = 0; i < n; i += DoubleVectorLoops.LANES) {
                VectorMask<Double> holds =
                        ByteVector.fromArray(Bytes.S, a, ao + i)
                                .compare(VectorOperators.NE, (byte) 0)
                                .cast(DoubleVectorLoops.S);
                DoubleVector.fromArray(DoubleVectorLoops.S, c, co + (i & cm))
                        .blend(DoubleVector.fromArray(DoubleVectorLoops.S, b, bo + (i & bm)), holds)
                        .intoArray(y, yo + i);
            }
        }
    }
}
