package jgrad.kernels.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.Operands;
import jgrad.kernels.fold.Reduce;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import org.junit.jupiter.api.Test;

import java.util.Random;

class OddShapesTest {
    private final Random random = new Random(31);

    /// Whatever the shapes, an operation works or says what is wrong before it writes anything.
    @Test
    void shapesThatDoNotFitAreRefusedByTheChecksAndNotByTheArrays() {
        int worked = 0;
        for (int i = 0; i < 60_000; i++) {
            Tensor x = floats();
            Tensor index = index();
            Tensor src = floats();
            int dim = random.nextInt(Math.max(1, x.dim()));
            double[] before = Operands.values(x);
            try {
                switch (i % 6) {
                    case 0 -> Gather.scatterInto(x, dim, index, src);
                    case 1 -> Gather.scatterAddInto(x, dim, index, src);
                    case 2 -> Gather.indexAddInto(x, dim, index, src);
                    case 3 -> Gather.indexCopyInto(x, dim, index, src);
                    case 4 -> Gather.gather(x, dim, index);
                    default -> Gather.indexSelect(x, dim, index);
                }
                worked++;
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                assertThat(e.getClass())
                        .as(
                                "%d of %s, %s, %s along %d",
                                i % 6, layout(x), layout(index), layout(src), dim)
                        .isIn(IllegalArgumentException.class, IndexOutOfBoundsException.class);
                assertThat(Operands.values(x)).containsExactly(before);
            }
        }
        assertThat(worked).isBetween(2000, 58_000);
    }

    private static Layout layout(Tensor t) {
        return Raw.layout(t);
    }

    private int[] shape() {
        int[] shape = new int[random.nextInt(3)];
        for (int d = 0; d < shape.length; d++) {
            shape[d] = random.nextInt(4);
        }
        return shape;
    }

    private Tensor floats() {
        Layout layout = Layout.contiguous(shape());
        return new Tensor(new Storage(new float[layout.numel()]), layout, DType.FLOAT32);
    }

    private Tensor index() {
        Layout layout = Layout.contiguous(shape());
        long[] values = new long[layout.numel()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(20) - 1 < 0 ? -1 : random.nextInt(3);
        }
        return new Tensor(new Storage(values), layout, DType.INT64);
    }

    @Test
    void aNumberHasOneDimensionToFoldAndToMirror() {
        Tensor number = new Tensor(new Storage(new double[] {3}), Layout.SCALAR, DType.FLOAT64);
        assertThat(Operands.values(Reduce.var(number, new int[] {0}, 1, false)))
                .containsOnly(Double.NaN);
        assertThat(Operands.values(Reduce.std(number, new int[] {0}, 0, true))).containsOnly(0);
        assertThat(Operands.values(Rearrange.flip(number, new int[] {0}))).containsExactly(3);
    }

    @Test
    void sizesThatAddUpToMoreThanAnIntAreRefused() {
        var none = new Storage(new float[0]);
        Layout huge = new Layout(new int[] {1 << 30, 0}, new int[] {1, 1}, 0);
        Tensor part = new Tensor(none, huge, DType.FLOAT32);
        assertThatThrownBy(() -> Rearrange.cat(new Tensor[] {part, part}, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "torch.cat(): the sizes along dimension 0 add up to 2147483648");
    }
}
