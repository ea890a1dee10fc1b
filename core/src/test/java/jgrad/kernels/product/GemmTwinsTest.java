package jgrad.kernels.product;

import static org.assertj.core.api.Assertions.assertThat;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.Operands;
import jgrad.kernels.Operands.Form;
import jgrad.kernels.loops.Product;
import jgrad.kernels.scalar.DoubleProduct;
import jgrad.kernels.scalar.FloatProduct;
import jgrad.kernels.vector.product.VectorProducts;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import org.junit.jupiter.api.Test;

class GemmTwinsTest {
    private static final VectorProducts VECTORS = new VectorProducts();
    private static final int[] SIZES = {1, 2, 5, 7, 8, 9, 13, 16, 17, 31, 33, 65, 207};

    @Test
    void theScalarLoopsAgreeWithTheVectorOnes() {
        int turn = 0;
        for (int m : SIZES) {
            for (int n : SIZES) {
                int k = SIZES[turn++ * 5 % SIZES.length];
                for (Form form : Form.values()) {
                    if (form != Form.EVERY_OTHER) {
                        compare(m, n, k, form, Form.values()[turn % 4]);
                    }
                }
            }
        }
    }

    private static void compare(int m, int n, int k, Form left, Form right) {
        for (DType type : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            Tensor a = Operands.batch(type, left, 2, m, k, 1);
            Tensor b = Operands.batch(type, right, 2, k, n, 2);
            Tensor scalar = Operands.batch(type, Form.ROWS_IN_A_LARGER_MATRIX, 2, m, n, 3);
            Tensor vector = Operands.batch(type, Form.ROWS_IN_A_LARGER_MATRIX, 2, m, n, 3);
            Product p = Matrices.product(Matrices.of(a), Matrices.of(b), Matrices.exactly(scalar));
            if (type == DType.FLOAT32) {
                FloatProduct.run(p, 0.5f, Raw.floats(a), Raw.floats(b), -2, Raw.floats(scalar));
                VECTORS.floats(p, 0.5f, Raw.floats(a), Raw.floats(b), -2, Raw.floats(vector));
            } else {
                DoubleProduct.run(p, 0.5, Raw.doubles(a), Raw.doubles(b), -2, Raw.doubles(scalar));
                VECTORS.doubles(p, 0.5, Raw.doubles(a), Raw.doubles(b), -2, Raw.doubles(vector));
            }
            double[] expected = all(vector);
            double[] actual = all(scalar);
            double tolerance = Operands.tolerance(type, k);
            for (int i = 0; i < expected.length; i++) {
                boolean poison = Double.isNaN(expected[i]) && Double.isNaN(actual[i]);
                if (!poison && !(Math.abs(actual[i] - expected[i]) <= tolerance)) {
                    assertThat(actual[i])
                            .as("%s %s %s %d %d %d at %d", type, left, right, m, n, k, i)
                            .isEqualTo(expected[i]);
                }
            }
        }
    }

    /// Everything in the storage: what lies between the elements must not change.
    private static double[] all(Tensor t) {
        Storage storage = Raw.storage(t);
        return Operands.values(new Tensor(storage, Layout.contiguous(storage.size()), t.dtype()));
    }
}
