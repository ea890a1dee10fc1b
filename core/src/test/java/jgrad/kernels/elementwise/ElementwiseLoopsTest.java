package jgrad.kernels.elementwise;

import static jgrad.kernels.Arrays1D.get;
import static jgrad.kernels.Arrays1D.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import jgrad.DType;
import jgrad.kernels.choice.Chosen;
import jgrad.kernels.functions.Binary;
import jgrad.kernels.functions.Compare;
import jgrad.kernels.functions.Quaternary;
import jgrad.kernels.functions.Ternary;
import jgrad.kernels.functions.Unary;
import jgrad.kernels.loops.BinaryLoop;
import jgrad.kernels.loops.QuaternaryLoop;
import jgrad.kernels.loops.TernaryLoop;
import jgrad.kernels.loops.UnaryLoop;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.function.IntToDoubleFunction;

/// Every loop of every operation against the operation itself, element by element.
class ElementwiseLoopsTest {
    private static final List<DType> TYPES =
            List.of(DType.FLOAT32, DType.FLOAT64, DType.INT64, DType.INT32, DType.BOOL);
    private static final int[] SIZES = {0, 1, 7, 8, 9, 13, 15, 16, 17, 207, 702};
    private static final int[][] STRIDES = {
        {1, 1, 1, 1, 1},
        {1, 0, 0, 0, 1},
        {0, 1, 1, 0, 1},
        {1, 1, 0, 0, 1},
        {1, 1, 1, 0, 1},
        {2, 1, 3, 1, 1},
        {1, 1, 1, 1, 2},
        {3, 2, 1, 2, 2},
        {0, 0, 0, 0, 1},
        {0, 2, 0, 1, 3}
    };
    private static final int OFFSET = 3;
    private static final int[] WITHOUT_AND_WITH_VECTORS = {1, Integer.MAX_VALUE};

    /// Runs a loop over arguments with the given strides.
    private interface Run {
        void run(Object[] x, int[] strides, Object y, int n);
    }

    @ParameterizedTest
    @EnumSource(Unary.class)
    void unaryLoopsApplyTheOperationToEachElement(Unary op) {
        for (DType type : TYPES) {
            if (!isDefined(() -> One.of(op, type, random(type, 1, 1), 0))) {
                continue;
            }
            for (int numel : WITHOUT_AND_WITH_VECTORS) {
                UnaryLoop loop = Chosen.of(op, type, numel);
                check(
                        type,
                        type,
                        (x, s, y, n) -> loop.run(x[0], OFFSET, s[0], y, OFFSET, s[4], n),
                        (x, i) -> One.of(op, type, x[0], i[0]));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Binary.class)
    void binaryLoopsApplyTheOperationToEachElement(Binary op) {
        for (DType type : TYPES) {
            if (!isDefined(() -> One.of(op, type, random(type, 1, 1), 0, random(type, 1, 2), 0))) {
                continue;
            }
            for (int numel : WITHOUT_AND_WITH_VECTORS) {
                BinaryLoop loop = Chosen.of(op, type, numel);
                check(
                        type,
                        type,
                        (x, s, y, n) ->
                                loop.run(
                                        x[0], OFFSET, s[0], x[1], OFFSET, s[1], y, OFFSET, s[4], n),
                        (x, i) -> One.of(op, type, x[0], i[0], x[1], i[1]));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Compare.class)
    void comparisonsWriteZeroAndOne(Compare op) {
        for (DType type : TYPES) {
            for (int numel : WITHOUT_AND_WITH_VECTORS) {
                BinaryLoop loop = Chosen.of(op, type, numel);
                check(
                        type,
                        DType.BOOL,
                        (x, s, y, n) ->
                                loop.run(
                                        x[0], OFFSET, s[0], x[1], OFFSET, s[1], y, OFFSET, s[4], n),
                        (x, i) -> {
                            boolean holds = op.test(get(type, x[0], i[0]), get(type, x[1], i[1]));
                            return new byte[] {(byte) (holds ? 1 : 0)};
                        });
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Ternary.class)
    void ternaryLoopsApplyTheOperationToEachElement(Ternary op) {
        for (DType type : TYPES) {
            Object one = random(type, 1, 1);
            if (!isDefined(() -> One.of(op, type, one, 0, one, 0, one, 0))) {
                continue;
            }
            for (int numel : WITHOUT_AND_WITH_VECTORS) {
                TernaryLoop loop = Chosen.of(op, type, numel);
                check(
                        type,
                        type,
                        (x, s, y, n) ->
                                loop.run(
                                        x[0], OFFSET, s[0], x[1], OFFSET, s[1], x[2], OFFSET, s[2],
                                        y, OFFSET, s[4], n),
                        (x, i) -> One.of(op, type, x[0], i[0], x[1], i[1], x[2], i[2]));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Quaternary.class)
    void quaternaryLoopsApplyTheOperationToEachElement(Quaternary op) {
        for (DType type : List.of(DType.FLOAT32, DType.FLOAT64)) {
            for (int numel : WITHOUT_AND_WITH_VECTORS) {
                QuaternaryLoop loop = Chosen.of(op, type, numel);
                check(
                        type,
                        type,
                        (x, s, y, n) ->
                                loop.run(
                                        x[0], OFFSET, s[0], x[1], OFFSET, s[1], x[2], OFFSET, s[2],
                                        x[3], OFFSET, s[3], y, OFFSET, s[4], n),
                        (x, i) -> quaternary(op, type, x, i));
            }
        }
    }

    private static Object quaternary(Quaternary op, DType type, Object[] x, int[] i) {
        if (type == DType.FLOAT32) {
            return new float[] {
                op.apply(
                        ((float[]) x[0])[i[0]],
                        ((float[]) x[1])[i[1]],
                        ((float[]) x[2])[i[2]],
                        ((float[]) x[3])[i[3]])
            };
        }
        return new double[] {
            op.apply(
                    get(type, x[0], i[0]),
                    get(type, x[1], i[1]),
                    get(type, x[2], i[2]),
                    get(type, x[3], i[3]))
        };
    }

    /// What the loop should give, from the indices of the arguments' elements.
    private interface Scalar {
        Object apply(Object[] x, int[] at);
    }

    private static void check(DType type, DType resultType, Run run, Scalar scalar) {
        for (int n : SIZES) {
            if (!type.isFloating() && n > 13) {
                break; // these loops have no vectors to fall off of
            }
            for (int[] strides : STRIDES) {
                Object[] x = new Object[4];
                for (int k = 0; k < 4; k++) {
                    x[k] = random(type, OFFSET + n * strides[k] + 5, 31L * n + k);
                }
                int length = OFFSET + n * strides[4] + 5;
                Object y = random(resultType, length, n);
                Object before = random(resultType, length, n);
                run.run(x, strides, y, n);
                boolean[] written = new boolean[length];
                for (int i = 0; i < n; i++) {
                    int[] at = new int[4];
                    for (int k = 0; k < 4; k++) {
                        at[k] = OFFSET + i * strides[k];
                    }
                    int to = OFFSET + i * strides[4];
                    written[to] = true;
                    double expected = get(resultType, scalar.apply(x, at), 0);
                    assertClose(type, get(resultType, y, to), expected, size(type, x, at));
                }
                untouched(
                        length,
                        written,
                        i -> get(resultType, y, i),
                        i -> get(resultType, before, i));
            }
        }
    }

    private static void untouched(
            int length, boolean[] written, IntToDoubleFunction is, IntToDoubleFunction was) {
        for (int i = 0; i < length; i++) {
            if (!written[i] && Double.compare(is.applyAsDouble(i), was.applyAsDouble(i)) != 0) {
                assertThat(is.applyAsDouble(i)).isEqualTo(was.applyAsDouble(i));
            }
        }
    }

    /// The largest magnitude among the arguments, to which sums that cancel are accurate.
    private static double size(DType type, Object[] x, int[] at) {
        double size = 0;
        for (int k = 0; k < 4; k++) {
            size = Math.max(size, Math.abs(get(type, x[k], at[k])));
        }
        return size;
    }

    private static void assertClose(DType type, double actual, double expected, double size) {
        if (Double.compare(actual, expected) != 0) {
            double tolerance =
                    type == DType.FLOAT32 ? 0x1p-20 : type == DType.FLOAT64 ? 0x1p-48 : 0;
            double off = Math.abs(actual - expected);
            if (!(off <= tolerance * Math.max(size, Math.abs(expected)))) {
                fail("%s, not %s", actual, expected);
            }
        }
    }

    private static boolean isDefined(Runnable attempt) {
        try {
            attempt.run();
            return true;
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("not implemented for");
            return false;
        }
    }
}
