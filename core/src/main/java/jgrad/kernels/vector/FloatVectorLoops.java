package jgrad.kernels.vector;

import jdk.incubator.vector.FloatVector;
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

/// The loops over `float[]` by whole vectors. Each nested class is a template into which [Inliner]
/// writes an operation in the place of `op`.
///
/// An operand that is neither one stretch nor one element is first gathered into a stretch, block
/// by block, and what is left of a stretch after the whole vectors goes through the same loop once
/// more: in a vector that begins among elements already done, or padded to one. So an element has
/// the same value wherever it lies.
public final class FloatVectorLoops {
    // Not private: a specialized template is no nest mate of this class.
    static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    static final int LANES = S.length();

    private FloatVectorLoops() {}

    /// @return null if the operation has no vector form
    public static @Nullable UnaryLoop of(Unary op) {
        byte[] code = Inliner.inline(OfUnary.class, FloatUnary.class, op);
        return code == null ? null : Specialization.of(MethodHandles.lookup(), code, op);
    }

    /// @return null if the operation has no vector form
    public static @Nullable BinaryLoop of(Binary op) {
        byte[] code = Inliner.inline(OfBinary.class, FloatBinary.class, op);
        return code == null ? null : Specialization.of(MethodHandles.lookup(), code, op);
    }

    /// @return null if the operation has no vector form
    public static @Nullable TernaryLoop of(Ternary op) {
        byte[] code = Inliner.inline(OfTernary.class, FloatTernary.class, op);
        return code == null ? null : Specialization.of(MethodHandles.lookup(), code, op);
    }

    /// @return null if the operation has no vector form
    public static @Nullable QuaternaryLoop of(Quaternary op) {
        byte[] code = Inliner.inline(OfQuaternary.class, FloatQuaternary.class, op);
        return code == null ? null : Specialization.of(MethodHandles.lookup(), code, op);
    }

    static final class OfUnary extends UnaryLoop {
        static {
            Specialization.<Unary, UnaryLoop>open(MethodHandles.lookup()).fill(new OfUnary());
        }

        @Override
        public void run(Object x, int xo, int xs, Object y, int yo, int ys, int n) {
            float[] from = (float[]) x;
            float[] to = (float[]) y;
            if (xs == 1 && ys == 1) {
                stretch(from, xo, to, yo, n);
                return;
            }
            if (xs == 0 && ys == 1 && n > 0) {
                repeated(from[xo], to, yo, n);
                return;
            }
            float[] block = new float[Math.min(n, FloatBlocks.SIZE)];
            for (int i = 0; i < n; i += FloatBlocks.SIZE) {
                int m = Math.min(FloatBlocks.SIZE, n - i);
                FloatBlocks.gather(from, xo + i * xs, xs, block, m);
                stretch(block, 0, block, 0, m);
                FloatBlocks.scatter(block, to, yo + i * ys, ys, m);
            }
        }

        private static void stretch(float[] x, int xo, float[] y, int yo, int n) {
            int whole = S.loopBound(n);
            vectors(x, xo, y, yo, whole);
            if (whole < n) {
                float[] p = FloatBlocks.padded(x, xo + whole, n - whole);
                vectors(p, 0, p, 0, LANES);
                System.arraycopy(p, 0, y, yo + whole, n - whole);
            }
        }

        private static void vectors(float[] x, int xo, float[] y, int yo, int n) {
            for (int i = 0; i < n; i += LANES) {
                op(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
            }
        }

        private static void repeated(float x, float[] y, int yo, int n) {
            FloatVector value = op(FloatVector.broadcast(S, x));
            int whole = S.loopBound(n);
            for (int i = 0; i < whole; i += LANES) {
                value.intoArray(y, yo + i);
            }
            for (int i = whole; i < n; i++) {
                y[yo + i] = value.lane(0);
            }
        }

        @SuppressWarnings("UnusedVariable") // each copy of the template gets a body of its own
        private static FloatVector op(FloatVector x) {
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
            float[] p = (float[]) a;
            float[] q = (float[]) b;
            float[] to = (float[]) y;
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
                float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
            int whole = S.loopBound(n);
            vectors(a, ao, b, bo, y, yo, whole);
            int last = n - LANES;
            if (whole < n && last >= 0 && y != a && y != b) {
                vectors(a, ao + last, b, bo + last, y, yo + last, LANES);
            } else if (whole < n) {
                float[] p = FloatBlocks.padded(a, ao + whole, n - whole);
                float[] q = FloatBlocks.padded(b, bo + whole, n - whole);
                vectors(p, 0, q, 0, p, 0, LANES);
                System.arraycopy(p, 0, y, yo + whole, n - whole);
            }
        }

        private static void byNumber(float[] a, int ao, float b, float[] y, int yo, int n) {
            int whole = S.loopBound(n);
            vectorsByNumber(a, ao, b, y, yo, whole);
            int last = n - LANES;
            if (whole < n && last >= 0 && y != a) {
                vectorsByNumber(a, ao + last, b, y, yo + last, LANES);
            } else if (whole < n) {
                float[] p = FloatBlocks.padded(a, ao + whole, n - whole);
                vectorsByNumber(p, 0, b, p, 0, LANES);
                System.arraycopy(p, 0, y, yo + whole, n - whole);
            }
        }

        private static void ofNumber(float a, float[] b, int bo, float[] y, int yo, int n) {
            int whole = S.loopBound(n);
            vectorsOfNumber(a, b, bo, y, yo, whole);
            int last = n - LANES;
            if (whole < n && last >= 0 && y != b) {
                vectorsOfNumber(a, b, bo + last, y, yo + last, LANES);
            } else if (whole < n) {
                float[] q = FloatBlocks.padded(b, bo + whole, n - whole);
                vectorsOfNumber(a, q, 0, q, 0, LANES);
                System.arraycopy(q, 0, y, yo + whole, n - whole);
            }
        }

        private static void strided(
                float[] a,
                int ao,
                int as,
                float[] b,
                int bo,
                int bs,
                float[] y,
                int yo,
                int ys,
                int n) {
            float[] p = new float[Math.min(n, FloatBlocks.SIZE)];
            float[] q = new float[p.length];
            for (int i = 0; i < n; i += FloatBlocks.SIZE) {
                int m = Math.min(FloatBlocks.SIZE, n - i);
                FloatBlocks.gather(a, ao + i * as, as, p, m);
                FloatBlocks.gather(b, bo + i * bs, bs, q, m);
                stretch(p, 0, q, 0, p, 0, m);
                FloatBlocks.scatter(p, y, yo + i * ys, ys, m);
            }
        }

        private static void vectors(
                float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
            for (int i = 0; i < n; i += LANES) {
                op(FloatVector.fromArray(S, a, ao + i), FloatVector.fromArray(S, b, bo + i))
                        .intoArray(y, yo + i);
            }
        }

        private static void vectorsByNumber(float[] a, int ao, float b, float[] y, int yo, int n) {
            FloatVector second = FloatVector.broadcast(S, b);
            for (int i = 0; i < n; i += LANES) {
                op(FloatVector.fromArray(S, a, ao + i), second).intoArray(y, yo + i);
            }
        }

        private static void vectorsOfNumber(float a, float[] b, int bo, float[] y, int yo, int n) {
            FloatVector first = FloatVector.broadcast(S, a);
            for (int i = 0; i < n; i += LANES) {
                op(first, FloatVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
            }
        }

        private static void repeated(float a, float b, float[] y, int yo, int n) {
            FloatVector value = op(FloatVector.broadcast(S, a), FloatVector.broadcast(S, b));
            int whole = S.loopBound(n);
            for (int i = 0; i < whole; i += LANES) {
                value.intoArray(y, yo + i);
            }
            for (int i = whole; i < n; i++) {
                y[yo + i] = value.lane(0);
            }
        }

        @SuppressWarnings("UnusedVariable") // each copy of the template gets a body of its own
        private static FloatVector op(FloatVector a, FloatVector b) {
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
            FloatOperand p = new FloatOperand((float[]) a, ao, as, n);
            FloatOperand q = new FloatOperand((float[]) b, bo, bs, n);
            FloatOperand r = new FloatOperand((float[]) c, co, cs, n);
            FloatResult to = new FloatResult((float[]) y, yo, ys, n);
            for (int i = 0; i < n; i += FloatBlocks.SIZE) {
                int m = Math.min(FloatBlocks.SIZE, n - i);
                int whole = S.loopBound(m);
                p.move(i, m);
                q.move(i, m);
                r.move(i, m);
                vectors(
                        p.array, p.at, p.mask, q.array, q.at, q.mask, r.array, r.at, r.mask,
                        to.array, to.at(i), whole);
                if (whole < m) {
                    float[] rest = new float[LANES];
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
                float[] a,
                int ao,
                int am,
                float[] b,
                int bo,
                int bm,
                float[] c,
                int co,
                int cm,
                float[] y,
                int yo,
                int n) {
            if ((am & bm) != 0 && cm == 0) {
                vectorsByNumber(a, ao, b, bo, c, y, yo, n);
                return;
            }
            for (int i = 0; i < n; i += LANES) {
                op(
                                FloatVector.fromArray(S, a, ao + (i & am)),
                                FloatVector.fromArray(S, b, bo + (i & bm)),
                                FloatVector.fromArray(S, c, co + (i & cm)))
                        .intoArray(y, yo + i);
            }
        }

        private static void vectorsByNumber(
                float[] a, int ao, float[] b, int bo, float[] number, float[] y, int yo, int n) {
            FloatVector third = FloatVector.fromArray(S, number, 0);
            for (int i = 0; i < n; i += LANES) {
                op(FloatVector.fromArray(S, a, ao + i), FloatVector.fromArray(S, b, bo + i), third)
                        .intoArray(y, yo + i);
            }
        }

        @SuppressWarnings("UnusedVariable") // each copy of the template gets a body of its own
        private static FloatVector op(FloatVector a, FloatVector b, FloatVector c) {
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
            FloatOperand p = new FloatOperand((float[]) a, ao, as, n);
            FloatOperand q = new FloatOperand((float[]) b, bo, bs, n);
            FloatOperand r = new FloatOperand((float[]) c, co, cs, n);
            FloatOperand s = new FloatOperand((float[]) d, dO, ds, n);
            FloatResult to = new FloatResult((float[]) y, yo, ys, n);
            for (int i = 0; i < n; i += FloatBlocks.SIZE) {
                int m = Math.min(FloatBlocks.SIZE, n - i);
                int whole = S.loopBound(m);
                p.move(i, m);
                q.move(i, m);
                r.move(i, m);
                s.move(i, m);
                vectors(
                        p.array, p.at, p.mask, q.array, q.at, q.mask, r.array, r.at, r.mask,
                        s.array, s.at, s.mask, to.array, to.at(i), whole);
                if (whole < m) {
                    float[] rest = new float[LANES];
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
                float[] a,
                int ao,
                int am,
                float[] b,
                int bo,
                int bm,
                float[] c,
                int co,
                int cm,
                float[] d,
                int dO,
                int dm,
                float[] y,
                int yo,
                int n) {
            if ((am & bm & cm) != 0 && dm == 0) {
                vectorsByNumber(a, ao, b, bo, c, co, d, y, yo, n);
                return;
            }
            for (int i = 0; i < n; i += LANES) {
                op(
                                FloatVector.fromArray(S, a, ao + (i & am)),
                                FloatVector.fromArray(S, b, bo + (i & bm)),
                                FloatVector.fromArray(S, c, co + (i & cm)),
                                FloatVector.fromArray(S, d, dO + (i & dm)))
                        .intoArray(y, yo + i);
            }
        }

        private static void vectorsByNumber(
                float[] a,
                int ao,
                float[] b,
                int bo,
                float[] c,
                int co,
                float[] number,
                float[] y,
                int yo,
                int n) {
            FloatVector fourth = FloatVector.fromArray(S, number, 0);
            for (int i = 0; i < n; i += LANES) {
                op(
                                FloatVector.fromArray(S, a, ao + i),
                                FloatVector.fromArray(S, b, bo + i),
                                FloatVector.fromArray(S, c, co + i),
                                fourth)
                        .intoArray(y, yo + i);
            }
        }

        @SuppressWarnings("UnusedVariable") // each copy of the template gets a body of its own
        private static FloatVector op(FloatVector a, FloatVector b, FloatVector c, FloatVector d) {
            throw new UnsupportedOperationException();
        }
    }
}
