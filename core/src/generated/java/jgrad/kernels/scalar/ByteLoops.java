// Made of FloatLoops.java by format/Twins.java. Change that, and then run
// mvn -q -pl format verify -Dformat=apply
package jgrad.kernels.scalar;

import jgrad.kernels.functions.Binary;
import jgrad.kernels.functions.Compare;
import jgrad.kernels.functions.Quaternary;
import jgrad.kernels.functions.Ternary;
import jgrad.kernels.functions.Unary;
import jgrad.kernels.loops.BinaryLoop;
import jgrad.kernels.loops.QuaternaryLoop;
import jgrad.kernels.loops.Specialization;
import jgrad.kernels.loops.TernaryLoop;
import jgrad.kernels.loops.UnaryLoop;

import java.lang.invoke.MethodHandles;

/// The loops over `byte[]`, one element at a time. Each nested class is a template, see
/// [Specialization]. The loops over arrays of other types are generated from this file.
public final class ByteLoops {
    private ByteLoops() {}

    public static UnaryLoop of(Unary op) {
        return Specialization.of(MethodHandles.lookup(), OfUnary.class, op);
    }

    public static BinaryLoop of(Binary op) {
        return Specialization.of(MethodHandles.lookup(), OfBinary.class, op);
    }

    public static TernaryLoop of(Ternary op) {
        return Specialization.of(MethodHandles.lookup(), OfTernary.class, op);
    }

    public static QuaternaryLoop of(Quaternary op) {
        return Specialization.of(MethodHandles.lookup(), OfQuaternary.class, op);
    }

    public static BinaryLoop of(Compare op) {
        return Specialization.of(MethodHandles.lookup(), OfCompare.class, op);
    }

    /// Picks an element of the second argument where the byte of the first is not 0, else one of
    /// the third.
    public static TernaryLoop where() {
        return new OfWhere();
    }

    static final class OfUnary extends UnaryLoop {
        private static final Specialization<Unary, UnaryLoop> SELF =
                Specialization.open(MethodHandles.lookup());
        private static final Unary OP = SELF.operation();

        static {
            SELF.fill(new OfUnary());
        }

        @Override
        public void run(Object x, int xo, int xs, Object y, int yo, int ys, int n) {
            byte[] from = (byte[]) x;
            byte[] to = (byte[]) y;
            if (xs == 1 && ys == 1) {
                for (int i = 0; i < n; i++) {
                    to[yo + i] = OP.apply(from[xo + i]);
                }
            } else {
                for (int i = 0; i < n; i++) {
                    to[yo + i * ys] = OP.apply(from[xo + i * xs]);
                }
            }
        }
    }

    static final class OfBinary extends BinaryLoop {
        private static final Specialization<Binary, BinaryLoop> SELF =
                Specialization.open(MethodHandles.lookup());
        private static final Binary OP = SELF.operation();

        static {
            SELF.fill(new OfBinary());
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
            byte[] p = (byte[]) a;
            byte[] q = (byte[]) b;
            byte[] to = (byte[]) y;
            if (n == 0) {
                return;
            }
            if (as == 1 && bs == 1 && ys == 1) {
                for (int i = 0; i < n; i++) {
                    to[yo + i] = OP.apply(p[ao + i], q[bo + i]);
                }
            } else if (as == 1 && bs == 0 && ys == 1) {
                byte second = q[bo];
                for (int i = 0; i < n; i++) {
                    to[yo + i] = OP.apply(p[ao + i], second);
                }
            } else if (as == 0 && bs == 1 && ys == 1) {
                byte first = p[ao];
                for (int i = 0; i < n; i++) {
                    to[yo + i] = OP.apply(first, q[bo + i]);
                }
            } else {
                for (int i = 0; i < n; i++) {
                    to[yo + i * ys] = OP.apply(p[ao + i * as], q[bo + i * bs]);
                }
            }
        }
    }

    static final class OfTernary extends TernaryLoop {
        private static final Specialization<Ternary, TernaryLoop> SELF =
                Specialization.open(MethodHandles.lookup());
        private static final Ternary OP = SELF.operation();

        static {
            SELF.fill(new OfTernary());
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
            byte[] p = (byte[]) a;
            byte[] q = (byte[]) b;
            byte[] r = (byte[]) c;
            byte[] to = (byte[]) y;
            for (int i = 0; i < n; i++) {
                to[yo + i * ys] = OP.apply(p[ao + i * as], q[bo + i * bs], r[co + i * cs]);
            }
        }
    }

    static final class OfQuaternary extends QuaternaryLoop {
        private static final Specialization<Quaternary, QuaternaryLoop> SELF =
                Specialization.open(MethodHandles.lookup());
        private static final Quaternary OP = SELF.operation();

        static {
            SELF.fill(new OfQuaternary());
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
            byte[] p = (byte[]) a;
            byte[] q = (byte[]) b;
            byte[] r = (byte[]) c;
            byte[] s = (byte[]) d;
            byte[] to = (byte[]) y;
            for (int i = 0; i < n; i++) {
                to[yo + i * ys] =
                        OP.apply(p[ao + i * as], q[bo + i * bs], r[co + i * cs], s[dO + i * ds]);
            }
        }
    }

    static final class OfCompare extends BinaryLoop {
        private static final Specialization<Compare, BinaryLoop> SELF =
                Specialization.open(MethodHandles.lookup());
        private static final Compare OP = SELF.operation();

        static {
            SELF.fill(new OfCompare());
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
            byte[] p = (byte[]) a;
            byte[] q = (byte[]) b;
            byte[] to = (byte[]) y;
            if (as == 1 && bs == 1 && ys == 1) {
                for (int i = 0; i < n; i++) {
                    to[yo + i] = (byte) (OP.test(p[ao + i], q[bo + i]) ? 1 : 0);
                }
            } else {
                for (int i = 0; i < n; i++) {
                    to[yo + i * ys] = (byte) (OP.test(p[ao + i * as], q[bo + i * bs]) ? 1 : 0);
                }
            }
        }
    }

    static final class OfWhere extends TernaryLoop {
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
            byte[] condition = (byte[]) a;
            byte[] p = (byte[]) b;
            byte[] q = (byte[]) c;
            byte[] to = (byte[]) y;
            if (as == 1 && bs == 1 && cs == 1 && ys == 1) {
                for (int i = 0; i < n; i++) {
                    to[yo + i] = condition[ao + i] != 0 ? p[bo + i] : q[co + i];
                }
            } else {
                for (int i = 0; i < n; i++) {
                    to[yo + i * ys] = condition[ao + i * as] != 0 ? p[bo + i * bs] : q[co + i * cs];
                }
            }
        }
    }
}
