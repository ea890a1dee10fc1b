package jgrad.kernels.elementwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.functions.Binary;
import jgrad.kernels.functions.Compare;
import jgrad.kernels.functions.Ternary;
import jgrad.kernels.functions.Unary;
import jgrad.kernels.threads.Parallel;
import jgrad.kernels.walk.Elements;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Random;

class EachTest {
    private static final int THREADS = Parallel.numThreads();

    @AfterEach
    void restoreThreads() {
        Parallel.setNumThreads(THREADS);
    }

    private static Tensor floats(int[] shape, double... values) {
        float[] array = new float[values.length];
        for (int i = 0; i < array.length; i++) {
            array[i] = (float) values[i];
        }
        return new Tensor(new Storage(array), Layout.contiguous(shape), DType.FLOAT32);
    }

    private static Tensor longs(long... values) {
        return new Tensor(new Storage(values), Layout.contiguous(values.length), DType.INT64);
    }

    private static Tensor random(long seed, int... shape) {
        var random = new Random(seed);
        double[] values = random.doubles(Layout.numel(shape), -4, 4).toArray();
        return floats(shape, values);
    }

    private static Tensor view(Tensor t, int[] shape, int[] strides, int offset) {
        return new Tensor(Raw.storage(t), new Layout(shape, strides, offset), t.dtype());
    }

    private static Tensor transposed(Tensor t) {
        int[] shape = Raw.shape(t);
        int[] strides = Raw.strides(t);
        return view(
                t,
                new int[] {shape[1], shape[0]},
                new int[] {strides[1], strides[0]},
                Raw.offset(t));
    }

    /// In row-major order of the indices.
    private static double[] values(Tensor t) {
        Layout layout = Raw.layout(t);
        double[] values = new double[layout.numel()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Elements.asDouble(t.dtype(), Raw.storage(t).array(), layout.indexOf(i));
        }
        return values;
    }

    private static int[] shape(int... sizes) {
        return sizes;
    }

    @Test
    void aResultSharesTheLayoutOfItsContiguousOperand() {
        Tensor x = random(1, 3, 4);
        assertThat(Raw.layout(Each.unary(Unary.EXP, x))).isSameAs(Raw.layout(x));
        assertThat(Raw.layout(Each.binary(Binary.ADD, x, x))).isSameAs(Raw.layout(x));
        Tensor two = Each.scalar(2.0, DType.FLOAT32);
        assertThat(Raw.layout(Each.binary(Binary.MUL, x, two))).isSameAs(Raw.layout(x));
        assertThat(Raw.layout(Each.binary(Binary.MUL, two, x))).isSameAs(Raw.layout(x));
        assertThat(Raw.layout(Each.ternary(Ternary.ADD_SCALED, x, x, two))).isSameAs(Raw.layout(x));
    }

    @Test
    void aResultAtAnOffsetStartsAtZero() {
        Tensor x = view(floats(shape(6), 1, 2, 3, 4, 5, 6), shape(2, 2), shape(2, 1), 2);
        Tensor y = Each.unary(Unary.NEG, x);
        assertThat(Raw.offset(y)).isZero();
        assertThat(Raw.floats(y)).containsExactly(-3, -4, -5, -6);
    }

    @Test
    void aResultKeepsTheStridesOfDenseOperands() {
        Tensor x = transposed(random(2, 3, 5));
        assertThat(Raw.strides(Each.unary(Unary.EXP, x))).containsExactly(1, 5);
        assertThat(Raw.strides(Each.binary(Binary.ADD, x, x))).containsExactly(1, 5);
        assertThat(Raw.strides(Each.binary(Binary.ADD, x, random(3, 5, 3)))).containsExactly(1, 5);
        assertThat(Raw.strides(Each.binary(Binary.ADD, random(3, 5, 3), x))).containsExactly(3, 1);
        assertThat(Raw.strides(Each.binary(Binary.ADD, x, random(4, 3)))).containsExactly(1, 5);
    }

    @Test
    void shapesBroadcastFromTheRight() {
        Tensor x = floats(shape(2, 1, 3), 1, 2, 3, 4, 5, 6);
        Tensor y = floats(shape(2, 1), 10, 20);
        Tensor sum = Each.binary(Binary.ADD, x, y);
        assertThat(Raw.shape(sum)).containsExactly(2, 2, 3);
        assertThat(values(sum)).containsExactly(11, 12, 13, 21, 22, 23, 14, 15, 16, 24, 25, 26);
    }

    @Test
    void manyShortRowsBroadcastToo() {
        Tensor x = random(1, 2, 300, 3);
        Tensor row = floats(shape(3), 1, 2, 3);
        Tensor column = random(2, 300, 1);
        double[] values = values(x);
        double[] byRow = values(Each.binary(Binary.ADD, x, row));
        double[] byColumn = values(Each.binary(Binary.MUL, x, column));
        for (int i = 0; i < values.length; i++) {
            assertThat(byRow[i]).isEqualTo((float) values[i] + (float) (1 + i % 3));
            assertThat(byColumn[i]).isEqualTo((float) values[i] * Raw.floats(column)[i / 3 % 300]);
        }
    }

    @Test
    void shapesThatDoNotBroadcastAreRefusedInPyTorchsWords() {
        Tensor x = random(1, 2, 3);
        Tensor y = random(2, 2, 2);
        assertThatThrownBy(() -> Each.binary(Binary.ADD, x, y))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The size of tensor a (3) must match the size of tensor b (2) at"
                                + " non-singleton dimension 1");
    }

    @Test
    void emptyTensorsGiveEmptyTensors() {
        Tensor x = floats(shape(0, 3));
        assertThat(Raw.shape(Each.unary(Unary.EXP, x))).containsExactly(0, 3);
        assertThat(Raw.shape(Each.binary(Binary.ADD, x, random(1, 1, 3)))).containsExactly(0, 3);
        assertThat(Raw.shape(Each.binary(Binary.ADD, x, Each.scalar(1.0, DType.FLOAT32))))
                .containsExactly(0, 3);
    }

    @Test
    void zeroDimensionalTensorsComeOutZeroDimensional() {
        Tensor x = Each.scalar(3.0, DType.FLOAT64);
        Tensor y = Each.scalar(2.0, DType.FLOAT64);
        assertThat(Raw.layout(Each.binary(Binary.POW, x, y))).isSameAs(Layout.SCALAR);
        assertThat(values(Each.binary(Binary.POW, x, y))).containsExactly(9);
        assertThat(values(Each.unary(Unary.NEG, x))).containsExactly(-3);
        assertThat(values(Each.ternary(Ternary.CLAMP, x, y, y))).containsExactly(2);
        assertThat(values(Each.compare(Compare.GT, x, y))).containsExactly(1);
    }

    @Test
    void inPlaceOperationsWriteToTheirOperandWhereverItLies() {
        Tensor base = floats(shape(3, 4), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        Tensor column = view(base, shape(3), shape(4), 1);
        Each.binaryInto(Binary.MUL, column, Each.scalar(10.0, DType.FLOAT32), column);
        assertThat(values(base)).containsExactly(1, 20, 3, 4, 5, 60, 7, 8, 9, 100, 11, 12);
        Each.unaryInto(Unary.NEG, transposed(base), transposed(base));
        assertThat(values(base))
                .containsExactly(-1, -20, -3, -4, -5, -60, -7, -8, -9, -100, -11, -12);
        Each.binaryInto(Binary.ADD, base, floats(shape(4), 1, 20, 3, 4), base);
        assertThat(values(base)).containsExactly(0, 0, 0, 0, -4, -40, -4, -4, -8, -80, -8, -8);
    }

    @Test
    void inPlaceOperationsMayNotEnlargeTheirOperand() {
        Tensor x = random(1, 2);
        Tensor y = random(1, 2, 2);
        assertThatThrownBy(() -> Each.binaryInto(Binary.ADD, x, y, x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("output with shape [2] doesn't match the broadcast shape [2, 2]");
    }

    @Test
    void elementsThatAreWrittenTwiceAreRefused() {
        Tensor x = view(random(1, 3), shape(2, 3), shape(0, 1), 0);
        assertThatThrownBy(() -> Each.unaryInto(Unary.NEG, x, x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "unsupported operation: more than one element of the written-to tensor");
    }

    @Test
    void aShiftedViewOfTheOutputIsRefused() {
        Tensor base = random(1, 5);
        Tensor head = view(base, shape(4), shape(1), 0);
        Tensor tail = view(base, shape(4), shape(1), 1);
        assertThatThrownBy(() -> Each.binaryInto(Binary.ADD, tail, head, tail))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "unsupported operation: some elements of the input tensor and the"
                                + " written-to");
    }

    @Test
    void whereChoosesBetweenBroadcastOperands() {
        Tensor condition =
                Each.compare(
                        Compare.GT,
                        floats(shape(2, 2), 1, -1, -1, 1),
                        Each.scalar(0.0, DType.FLOAT32));
        assertThat(condition.dtype()).isEqualTo(DType.BOOL);
        Tensor chosen =
                Each.where(condition, floats(shape(2), 5, 6), Each.scalar(0.0, DType.FLOAT32));
        assertThat(values(chosen)).containsExactly(5, 0, 0, 6);
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void fillReachesEveryElementOfAnyType(DType type) {
        Tensor base = new Tensor(Storage.allocate(type, 6), Layout.contiguous(2, 3), type);
        Each.fill(view(base, shape(3), shape(2), 1), 1L);
        assertThat(values(base)).containsExactly(0, 1, 0, 1, 0, 1);
        Each.fill(base, 0.0);
        assertThat(values(base)).containsOnly(0);
    }

    @Test
    void integersWrapAroundAndDivideAsPythonDoes() {
        Tensor x = longs(7, -7, 7, -7);
        Tensor y = longs(2, 2, -2, -2);
        assertThat(values(Each.binary(Binary.FLOOR_DIVIDE, x, y))).containsExactly(3, -4, -4, 3);
        assertThat(values(Each.binary(Binary.DIV_TRUNC, x, y))).containsExactly(3, -3, -3, 3);
        assertThat(values(Each.binary(Binary.REMAINDER, x, y))).containsExactly(1, 1, -1, -1);
        assertThat(values(Each.binary(Binary.FMOD, x, y))).containsExactly(1, -1, 1, -1);
        assertThat(
                        values(
                                Each.binary(
                                        Binary.POW,
                                        longs(3, -1, -1, 2, 1),
                                        longs(5, -3, -2, -1, -9))))
                .containsExactly(243, -1, 1, 0, 1);
        assertThat(Raw.longs(Each.binary(Binary.ADD, longs(Long.MAX_VALUE), longs(1))))
                .containsExactly(Long.MIN_VALUE);
        assertThat(Raw.longs(Each.unary(Unary.ABS, longs(Long.MIN_VALUE))))
                .containsExactly(Long.MIN_VALUE);
    }

    @Test
    void integersDividedByZeroAreRefused() {
        for (Binary op :
                new Binary[] {
                    Binary.FLOOR_DIVIDE, Binary.DIV_TRUNC, Binary.REMAINDER, Binary.FMOD
                }) {
            assertThatThrownBy(() -> Each.binary(op, longs(1, 2), longs(1, 0)))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessage("ZeroDivisionError");
        }
    }

    @Test
    void operationsThatATypeLacksAreRefusedInPyTorchsWords() {
        Tensor condition = Each.scalar(1L, DType.BOOL);
        assertThatThrownBy(() -> Each.unary(Unary.EXP, condition))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"exp_cpu\" not implemented for 'Bool'");
        Tensor half = Each.scalar(1.0, DType.FLOAT16);
        assertThatThrownBy(() -> Each.binary(Binary.ADD, half, half))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"add_cpu\" not implemented for 'Half'");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void anyNumberOfThreadsGivesTheSameBits(int threads) {
        Tensor x = random(1, 300, 401);
        Tensor row = random(2, 401);
        Parallel.setNumThreads(1);
        double[] exp = values(Each.unary(Unary.EXP, x));
        double[] strided = values(Each.unary(Unary.TANH, transposed(x)));
        double[] sum = values(Each.binary(Binary.ADD, x, row));
        double[] mixed = values(Each.binary(Binary.POW, transposed(x), random(3, 401, 300)));
        double[] clamped = values(Each.ternary(Ternary.CLAMP, x, row, row));
        Parallel.setNumThreads(threads);
        assertThat(values(Each.unary(Unary.EXP, x))).isEqualTo(exp);
        assertThat(values(Each.unary(Unary.TANH, transposed(x)))).isEqualTo(strided);
        assertThat(values(Each.binary(Binary.ADD, x, row))).isEqualTo(sum);
        assertThat(values(Each.binary(Binary.POW, transposed(x), random(3, 401, 300))))
                .isEqualTo(mixed);
        assertThat(values(Each.ternary(Ternary.CLAMP, x, row, row))).isEqualTo(clamped);
    }

    @Test
    void anElementHasTheSameValueWhereverItLies() {
        Tensor x = random(7, 37, 53);
        Tensor every =
                new Tensor(
                        new Storage(new float[37 * 53 * 3]),
                        Layout.contiguous(37, 53, 3),
                        DType.FLOAT32);
        Tensor spread = view(every, shape(37, 53), shape(159, 3), 1);
        Each.binaryInto(Binary.ADD, spread, x, spread);
        for (Unary op : new Unary[] {Unary.EXP, Unary.LOG1P, Unary.SIN, Unary.GELU}) {
            double[] expected = values(Each.unary(op, x));
            assertThat(values(Each.unary(op, spread))).as("%s", op).isEqualTo(expected);
            double[] row = Arrays.copyOfRange(expected, 53, 53 + 40);
            assertThat(values(Each.unary(op, view(x, shape(40), shape(1), 53)))).isEqualTo(row);
        }
    }
}
