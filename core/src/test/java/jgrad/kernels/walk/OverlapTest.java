package jgrad.kernels.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.elementwise.Each;
import jgrad.kernels.functions.Binary;
import jgrad.kernels.functions.Quaternary;
import jgrad.kernels.functions.Ternary;
import jgrad.kernels.functions.Unary;
import jgrad.kernels.places.Gather;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;

class OverlapTest {
    private static final String INSIDE =
            "unsupported operation: more than one element of the written-to tensor refers to a"
                    + " single memory location. Please clone() the tensor before performing the"
                    + " operation.";
    private static final String BETWEEN =
            "unsupported operation: some elements of the input tensor and the written-to tensor"
                    + " refer to a single memory location. Please clone() the tensor before"
                    + " performing the operation.";

    private final Random random = new Random(27);

    @Test
    void layoutsKnowWhetherIndicesMeet() {
        int overlapping = 0;
        for (int i = 0; i < 20_000; i++) {
            Layout layout = any(4);
            boolean meets = places(layout).size() < layout.numel();
            assertThat(layout.hasInternalOverlap()).as("%s", layout).isEqualTo(meets);
            overlapping += meets ? 1 : 0;
        }
        assertThat(overlapping).isBetween(1000, 19_000);
    }

    @Test
    void twoLayoutsMeetIfTheyHaveAPlaceInCommon() {
        int met = 0;
        for (int i = 0; i < 20_000; i++) {
            Layout a = any(3);
            Layout b = any(3);
            Set<Integer> common = places(a);
            common.retainAll(places(b));
            assertThat(Overlap.meet(a, b)).as("%s %s", a, b).isEqualTo(!common.isEmpty());
            met += common.isEmpty() ? 0 : 1;
        }
        assertThat(met).isBetween(1000, 19_000);
    }

    private static Set<Integer> places(Layout layout) {
        var places = new HashSet<Integer>();
        for (int i = 0; i < layout.numel(); i++) {
            places.add(layout.indexOf(i));
        }
        return places;
    }

    private Layout any(int most) {
        int dims = random.nextInt(most + 1);
        int[] shape = new int[dims];
        int[] strides = new int[dims];
        for (int d = 0; d < dims; d++) {
            shape[d] = random.nextInt(5);
            strides[d] = random.nextInt(9);
        }
        return new Layout(shape, strides, random.nextInt(20));
    }

    /// What in-place operations write is what they would write were their operands elsewhere, or
    /// they refuse and write nothing.
    @Test
    void operandsThatOverlapWhatIsWrittenAreReadAsTheyWere() {
        int refused = 0;
        for (int i = 0; i < 3000; i++) {
            int[] shape = {1 + random.nextInt(12), 1 + random.nextInt(12)};
            var storage = new Storage(new double[600]);
            Tensor out = view(storage, shape, false);
            Tensor b = view(storage, shape, true);
            Tensor c = view(storage, shape, true);
            refused += check(storage, out, (o, x) -> Each.binaryInto(Binary.SUB, o[0], o[1], x), b);
            refused += check(storage, out, (o, x) -> Each.binaryInto(Binary.DIV, o[1], o[0], x), b);
            refused += check(storage, out, (o, x) -> Each.unaryInto(Unary.SQUARE, o[1], x), b);
            refused +=
                    check(
                            storage,
                            out,
                            (o, x) -> Each.ternaryInto(Ternary.ADD_SCALED, o[0], o[1], o[2], x),
                            b,
                            c);
            Tensor one = Each.scalar(1, DType.FLOAT64);
            refused +=
                    check(
                            storage,
                            out,
                            (o, x) ->
                                    Each.quaternaryInto(
                                            Quaternary.ADDCMUL, o[0], o[1], o[2], one, x),
                            b,
                            c);
            refused +=
                    check(
                            storage,
                            out,
                            (o, x) ->
                                    Cast.copy(
                                            DType.FLOAT64,
                                            Raw.storage(o[1]).array(),
                                            Expand.to(Raw.layout(o[1]), Raw.shape(x)),
                                            DType.FLOAT64,
                                            Raw.storage(x).array(),
                                            Raw.layout(x)),
                            b);
        }
        assertThat(refused).isBetween(100, 6000);
    }

    private int check(
            Storage storage, Tensor out, BiConsumer<Tensor[], Tensor> write, Tensor... others) {
        double[] values = (double[]) storage.array();
        for (int i = 0; i < values.length; i++) {
            values[i] = 1 + random.nextInt(9);
        }
        double[] before = values.clone();
        var operands = new Tensor[others.length + 1];
        var elsewhere = new Tensor[operands.length];
        var target = new Tensor(new Storage(before.clone()), Raw.layout(out), DType.FLOAT64);
        operands[0] = out;
        elsewhere[0] = target;
        for (int k = 0; k < others.length; k++) {
            operands[k + 1] = others[k];
            elsewhere[k + 1] =
                    new Tensor(new Storage(before.clone()), Raw.layout(others[k]), DType.FLOAT64);
        }
        write.accept(elsewhere, target);
        try {
            write.accept(operands, out);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessage(BETWEEN);
            assertThat(Arrays.equals(values, before)).isTrue();
            return 1;
        }
        double[] expected = (double[]) Raw.storage(target).array();
        if (!Arrays.equals(values, expected)) {
            assertThat(values)
                    .as("%s %s", Raw.layout(out), Raw.layout(others[0]))
                    .containsExactly(expected);
        }
        return 0;
    }

    /// A view without overlap inside; one that is read may also repeat.
    private Tensor view(Storage storage, int[] shape, boolean read) {
        int[] own = shape.clone();
        if (read && random.nextInt(3) == 0) {
            own[random.nextInt(2)] = 1;
        }
        boolean rows = random.nextBoolean();
        int inner = random.nextInt(3) == 0 ? 2 : 1;
        int outer = inner * own[rows ? 1 : 0] + random.nextInt(3);
        int[] strides = rows ? new int[] {outer, inner} : new int[] {inner, outer};
        return new Tensor(storage, new Layout(own, strides, random.nextInt(60)), DType.FLOAT64);
    }

    @Test
    void anOperandThatSharesAColumnIsReadAsItWas() {
        var storage = new Storage(new double[] {2, 3, 4, 5});
        var m = new Tensor(storage, Layout.contiguous(2, 2), DType.FLOAT64);
        var c = new Tensor(storage, new Layout(new int[] {2, 1}, new int[] {2, 1}, 0), m.dtype());
        Each.quaternaryInto(Quaternary.ADDCMUL, m, c, c, Each.scalar(1, DType.FLOAT64), m);
        assertThat(Raw.doubles(m)).containsExactly(6, 7, 20, 21);
    }

    @Test
    void whatHasSeveralElementsInOnePlaceIsNotWrittenTo() {
        var storage = new Storage(new double[] {1, 2, 3, 4});
        Layout windows = new Layout(new int[] {3, 2}, new int[] {1, 1}, 0);
        var out = new Tensor(storage, windows, DType.FLOAT64);
        Tensor one = Each.scalar(1, DType.FLOAT64);
        assertThatThrownBy(() -> Each.binaryInto(Binary.ADD, out, one, out)).hasMessage(INSIDE);
        assertThat((double[]) storage.array()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void whatIsScatteredLiesElsewhere() {
        var x = new Tensor(new Storage(new long[] {3, 2, 1, 0}), Layout.contiguous(4), DType.INT64);
        assertThatThrownBy(() -> Gather.scatterInto(x, 0, x, x)).hasMessage(BETWEEN);
        assertThatThrownBy(() -> Gather.scatterAddInto(x, 0, x, x)).hasMessage(BETWEEN);
        assertThatThrownBy(() -> Gather.indexAddInto(x, 0, x, x)).hasMessage(BETWEEN);
        assertThatThrownBy(() -> Gather.indexCopyInto(x, 0, x, x)).hasMessage(BETWEEN);
        assertThat((long[]) Raw.storage(x).array()).containsExactly(3, 2, 1, 0);
    }
}
