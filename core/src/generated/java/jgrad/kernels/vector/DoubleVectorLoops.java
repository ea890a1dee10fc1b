// Made of FloatVectorLoops.java by format/Twins.java. Change that, and then run
// mvn -q -pl format verify -Dformat=apply
package jgrad.kernels.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

import jgrad.kernels.functions.Binary;
import jgrad.kernels.functions.Quaternary;
import jgrad.kernels.functions.Ternary;
import jgrad.kernels.functions.Unary;
import jgrad.kernels.loops.BinaryLoop;
import jgrad.kernels.loops.QuaternaryLoop;
import jgrad.kernels.loops.Specialization;
import jgrad.kernels.loops.TernaryLoop;
import jgrad.kernels.loops.UnaryLoop;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;

/// The loops over `double[]` by whole vectors. Each nested class is a template into which [Inliner]
/// writes an operation in the place of `op`.
///
/// An operand that is neither one stretch nor one element is first gathered into a stretch, block
/// by block, and what is left of a stretch after the whole vectors goes through the same loop once
/// more: in a vector that begins among elements already done, or padded to one. So an element has
/// the same value wherever it lies.
public final class DoubleVectorLoops {
    // Not private: a specialized template is no nest mate of this class.
    static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    static final int LANES = S.length();

    private DoubleVectorLoops() {}

    /// @return null if the operation has no vector form
    public static @Nullable UnaryLoop of(Unary op) {
        byte[] code = Inliner.inline(OfUnary.class, DoubleUnary.class, op);
        return code == null ? null : Specialization.of(MethodHandles.lookup(), code, op);
    }

    /// @return null if the operation has no vector form
    public static @Nullable BinaryLoop of(Binary op) {
        byte[] code = Inliner.inline(OfBinary.class, DoubleBinary.class, op);
        return code == null ? null : Specialization.of(MethodHandles.lookup(), code, op);
    }

    /// @return null if the operation has no vector form
    public static @Nullable TernaryLoop of(Ternary op) {
        byte[] code = Inliner.inline(OfTernary.class, DoubleTernary.class, op);
        return code == null ? null : Specialization.of(MethodHandles.lookup(), code, op);
    }

    /// @return null if the operation has no vector form
    public static @Nullable QuaternaryLoop of(Quaternary op) {
        byte[] code = Inliner.inline(OfQuaternary.class, DoubleQuaternary.class, op);
        return code == null ? null : Specialization.of(MethodHandles.lookup(), code, op);
    }

    static final class OfUnary extends UnaryLoop {
        static {
            Specialization.<Unary, UnaryLoop>open(MethodHandles.lookup()).fill(new OfUnary());
        }

        @Override
        public void run(Object x, int xo, int xs, Object y, int yo, int ys, int n) {
            double[] from = (double[]) x;
            double[] to = (double[]) y;
            if (xs == 1 && ys == 1) {
                stretch(from, xo, to, yo, n);
                return;
            }
            if (xs == 0 && ys == 1 && n > 0) {
                repeated(from[xo], to, yo, n);
                return;
            }
            double[] block = new double[Math.min(n, DoubleBlocks.SIZE)];
            for (int i = 0; i < n; i += DoubleBlocks.SIZE) {
                int m = Math.min(DoubleBlocks.SIZE, n - i);
                DoubleBlocks.gather(from, xo + i * xs, xs, block, m);
                stretch(block, 0, block, 0, m);
                DoubleBlocks.scatter(block, to, yo + i * ys, ys, m);
            }
        }

        private static void stretch(double[] x, int xo, double[] y, int yo, int n) {
            int whole = S.loopBound(n);
            vectors(x, xo, y, yo, whole);
            if (whole < n) {
                double[] p = DoubleBlocks.padded(x, xo + whole, n - whole);
                vectors(p, 0, p, 0, LANES);
                System.arraycopy(p, 0, y, yo + whole, n - whole);
            }
        }

        private static void vectors(double[] x, int xo, double[] y, int yo, int n) {
            for (int i = 0; i < n; i += LANES) {
                op(DoubleVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
            }
        }

        private static void repeated(double x, double[] y, int yo, int n) {
            DoubleVector value = op(DoubleVector.broadcast(S, x));
            int whole = S.loopBound(n);
            for (int i = 0; i < whole; i += LANES) {
                value.intoArray(y, yo + i);
            }
            for (int i = whole; i < n; i++) {
                y[yo + i] = value.lane(0);
            }
        }

        @SuppressWarnings("UnusedVariable") // each copy of the template gets a body of its own
        private static DoubleVector op(DoubleVector x) {
            throw new UnsupportedOperationException();
        }
    }

    static final class OfBinary extends BinaryLoop {
        static {
            Specialization.<Binary, BinaryLoop>open(MethodHandles.lookup()).fill(new OfBinary());
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
            double[] p = (double[]) a;
            double[] q = (double[]) b;
            double[] to = (double[]) y;
            if (n == 0) {
                return;
            }
            if (as == 1 && bs == 1 && ys == 1) {
                stretch(p, ao, q, bo, to, yo, n);
            } else if (as == 1 && bs == 0 && ys == 1) {
                byNumber(p, ao, q[bo], to, yo, n);
            } else if (as == 0 && bs == 1 && ys == 1) {
                ofNumber(p[ao], q, bo, to, yo, n);
            } else if (as == 0 && bs == 0 && ys == 1) {
                repeated(p[ao], q[bo], to, yo, n);
            } else {
                strided(p, ao, as, q, bo, bs, to, yo, ys, n);
            }
        }

        private static void stretch(
                double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
            int whole = S.loopBound(n);
            vectors(a, ao, b, bo, y, yo, whole);
            int last = n - LANES;
            if (whole < n && last >= 0 && y != a && y != b) {
                vectors(a, ao + last, b, bo + last, y, yo + last, LANES);
            } else if (whole < n) {
                double[] p = DoubleBlocks.padded(a, ao + whole, n - whole);
                double[] q = DoubleBlocks.padded(b, bo + whole, n - whole);
                vectors(p, 0, q, 0, p, 0, LANES);
                System.arraycopy(p, 0, y, yo + whole, n - whole);
            }
        }

        private static void byNumber(double[] a, int ao, double b, double[] y, int yo, int n) {
            int whole = S.loopBound(n);
            vectorsByNumber(a, ao, b, y, yo, whole);
            int last = n - LANES;
            if (whole < n && last >= 0 && y != a) {
                vectorsByNumber(a, ao + last, b, y, yo + last, LANES);
            } else if (whole < n) {
                double[] p = DoubleBlocks.padded(a, ao + whole, n - whole);
                vectorsByNumber(p, 0, b, p, 0, LANES);
                System.arraycopy(p, 0, y, yo + whole, n - whole);
            }
        }

        private static void ofNumber(double a, double[] b, int bo, double[] y, int yo, int n) {
            int whole = S.loopBound(n);
            vectorsOfNumber(a, b, bo, y, yo, whole);
            int last = n - LANES;
            if (whole < n && last >= 0 && y != b) {
                vectorsOfNumber(a, b, bo + last, y, yo + last, LANES);
            } else if (whole < n) {
                double[] q = DoubleBlocks.padded(b, bo + whole, n - whole);
                vectorsOfNumber(a, q, 0, q, 0, LANES);
                System.arraycopy(q, 0, y, yo + whole, n - whole);
            }
        }

        private static void strided(
                double[] a,
                int ao,
                int as,
                double[] b,
                int bo,
                int bs,
                double[] y,
                int yo,
                int ys,
                int n) {
            double[] p = new double[Math.min(n, DoubleBlocks.SIZE)];
            double[] q = new double[p.length];
            for (int i = 0; i < n; i += DoubleBlocks.SIZE) {
                int m = Math.min(DoubleBlocks.SIZE, n - i);
                DoubleBlocks.gather(a, ao + i * as, as, p, m);
                DoubleBlocks.gather(b, bo + i * bs, bs, q, m);
                stretch(p, 0, q, 0, p, 0, m);
                DoubleBlocks.scatter(p, y, yo + i * ys, ys, m);
            }
        }

        private static void vectors(
                double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
            for (int i = 0; i < n; i += LANES) {
                op(DoubleVector.fromArray(S, a, ao + i), DoubleVector.fromArray(S, b, bo + i))
                        .intoArray(y, yo + i);
            }
        }

        private static void vectorsByNumber(
                double[] a, int ao, double b, double[] y, int yo, int n) {
            DoubleVector second = DoubleVector.broadcast(S, b);
            for (int i = 0; i < n; i += LANES) {
                op(DoubleVector.fromArray(S, a, ao + i), second).intoArray(y, yo + i);
            }
        }

        private static void vectorsOfNumber(
                double a, double[] b, int bo, double[] y, int yo, int n) {
            DoubleVector first = DoubleVector.broadcast(S, a);
            for (int i = 0; i < n; i += LANES) {
                op(first, DoubleVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
            }
        }

        private static void repeated(double a, double b, double[] y, int yo, int n) {
            DoubleVector value = op(DoubleVector.broadcast(S, a), DoubleVector.broadcast(S, b));
            int whole = S.loopBound(n);
            for (int i = 0; i < whole; i += LANES) {
                value.intoArray(y, yo + i);
            }
            for (int i = whole; i < n; i++) {
                y[yo + i] = value.lane(0);
            }
        }

        @SuppressWarnings("UnusedVariable") // each copy of the template gets a body of its own
        private static DoubleVector op(DoubleVector a, DoubleVector b) {
            throw new UnsupportedOperationException();
        }
    }

    static final class OfTernary extends TernaryLoop {
        static {
            Specialization.<Ternary, TernaryLoop>open(MethodHandles.lookup()).fill(new OfTernary());
        }

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
            DoubleOperand p = new DoubleOperand((double[]) a, ao, as, n);
            DoubleOperand q = new DoubleOperand((double[]) b, bo, bs, n);
            DoubleOperand r = new DoubleOperand((double[]) c, co, cs, n);
            DoubleResult to = new DoubleResult((double[]) y, yo, ys, n);
            for (int i = 0; i < n; i += DoubleBlocks.SIZE) {
                int m = Math.min(DoubleBlocks.SIZE, n - i);
                int whole = S.loopBound(m);
                p.move(i, m);
                q.move(i, m);
                r.move(i, m);
                vectors(
                        p.array, p.at, p.mask, q.array, q.at, q.mask, r.array, r.at, r.mask,
                        to.array, to.at(i), whole);
                if (whole < m) {
                    double[] rest = new double[LANES];
                    vectors(
                            p.rest(whole, m),
                            0,
                            0,
                            q.rest(whole, m),
                            0,
                            0,
                            r.rest(whole, m),
                            0,
                            0,
                            rest,
                            0,
                            LANES);
                    System.arraycopy(rest, 0, to.array, to.at(i) + whole, m - whole);
                }
                to.put(i, m);
            }
        }

        private static void vectors(
                double[] a,
                int ao,
                int am,
                double[] b,
                int bo,
                int bm,
                double[] c,
                int co,
                int cm,
                double[] y,
                int yo,
                int n) {
            if ((am & bm) != 0 && cm == 0) {
                vectorsByNumber(a, ao, b, bo, c, y, yo, n);
                return;
            }
            for (int i = 0; i < n; i += LANES) {
                op(
                                DoubleVector.fromArray(S, a, ao + (i & am)),
                                DoubleVector.fromArray(S, b, bo + (i & bm)),
                                DoubleVector.fromArray(S, c, co + (i & cm)))
                        .intoArray(y, yo + i);
            }
        }

        private static void vectorsByNumber(
                double[] a,
                int ao,
                double[] b,
                int bo,
                double[] number,
                double[] y,
                int yo,
                int n) {
            DoubleVector third = DoubleVector.fromArray(S, number, 0);
            for (int i = 0; i < n; i += LANES) {
                op(
                                DoubleVector.fromArray(S, a, ao + i),
                                DoubleVector.fromArray(S, b, bo + i),
                                third)
                        .intoArray(y, yo + i);
            }
        }

        @SuppressWarnings("UnusedVariable") // each copy of the template gets a body of its own
        private static DoubleVector op(DoubleVector a, DoubleVector b, DoubleVector c) {
            throw new UnsupportedOperationException();
        }
    }

    static final class OfQuaternary extends QuaternaryLoop {
        static {
            Specialization.<Quaternary, QuaternaryLoop>open(MethodHandles.lookup())
                    .fill(new OfQuaternary());
        }

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
                Object d,
                int dO,
                int ds,
                Object y,
                int yo,
                int ys,
                int n) {
            DoubleOperand p = new DoubleOperand((double[]) a, ao, as, n);
            DoubleOperand q = new DoubleOperand((double[]) b, bo, bs, n);
            DoubleOperand r = new DoubleOperand((double[]) c, co, cs, n);
            DoubleOperand s = new DoubleOperand((double[]) d, dO, ds, n);
            DoubleResult to = new DoubleResult((double[]) y, yo, ys, n);
            for (int i = 0; i < n; i += DoubleBlocks.SIZE) {
                int m = Math.min(DoubleBlocks.SIZE, n - i);
                int whole = S.loopBound(m);
                p.move(i, m);
                q.move(i, m);
                r.move(i, m);
                s.move(i, m);
                vectors(
                        p.array, p.at, p.mask, q.array, q.at, q.mask, r.array, r.at, r.mask,
                        s.array, s.at, s.mask, to.array, to.at(i), whole);
                if (whole < m) {
                    double[] rest = new double[LANES];
                    vectors(
                            p.rest(whole, m),
                            0,
                            0,
                            q.rest(whole, m),
                            0,
                            0,
                            r.rest(whole, m),
                            0,
                            0,
                            s.rest(whole, m),
                            0,
                            0,
                            rest,
                            0,
                            LANES);
                    System.arraycopy(rest, 0, to.array, to.at(i) + whole, m - whole);
                }
                to.put(i, m);
            }
        }

        private static void vectors(
                double[] a,
                int ao,
                int am,
                double[] b,
                int bo,
                int bm,
                double[] c,
                int co,
                int cm,
                double[] d,
                int dO,
                int dm,
                double[] y,
                int yo,
                int n) {
            if ((am & bm & cm) != 0 && dm == 0) {
                vectorsByNumber(a, ao, b, bo, c, co, d, y, yo, n);
                return;
            }
            for (int i = 0; i < n; i += LANES) {
                op(
                                DoubleVector.fromArray(S, a, ao + (i & am)),
                                DoubleVector.fromArray(S, b, bo + (i & bm)),
                                DoubleVector.fromArray(S, c, co + (i & cm)),
                                DoubleVector.fromArray(S, d, dO + (i & dm)))
                        .intoArray(y, yo + i);
            }
        }

        private static void vectorsByNumber(
                double[] a,
                int ao,
                double[] b,
                int bo,
                double[] c,
                int co,
                double[] number,
                double[] y,
                int yo,
                int n) {
            DoubleVector fourth = DoubleVector.fromArray(S, number, 0);
            for (int i = 0; i < n; i += LANES) {
                op(
                                DoubleVector.fromArray(S, a, ao + i),
                                DoubleVector.fromArray(S, b, bo + i),
                                DoubleVector.fromArray(S, c, co + i),
                                fourth)
                        .intoArray(y, yo + i);
            }
        }

        @SuppressWarnings("UnusedVariable") // each copy of the template gets a body of its own
        private static DoubleVector op(
                DoubleVector a, DoubleVector b, DoubleVector c, DoubleVector d) {
            throw new UnsupportedOperationException();
        }
    }
}
