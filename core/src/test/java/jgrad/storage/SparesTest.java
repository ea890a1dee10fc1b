package jgrad.storage;

import static org.assertj.core.api.Assertions.assertThat;

import jgrad.Functional;
import jgrad.Tensor;
import jgrad.Tensors;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// Kernels that ask for memory of undefined content write all of it.
class SparesTest {
    private static final int N = 64;

    private static void poison(int size) {
        for (int i = 0; i < 6; i++) {
            var array = new float[size];
            Arrays.fill(array, Float.NaN);
            Spares.give(array);
        }
    }

    private static void check(String what, Supplier<Tensor> operation) {
        float[] expected = operation.get().toFloatArray();
        poison(N * N);
        poison(8 * 16 * 16);
        assertThat(operation.get().toFloatArray()).as(what).containsExactly(expected);
    }

    @Test
    void noKernelLeavesOldContentBehind() {
        Tensors.manualSeed(3);
        Tensor a = Tensors.randn(N, N);
        Tensor b = Tensors.randn(N, N);
        Tensor row = Tensors.randn(N);
        check("zeros", () -> Tensors.zeros(N, N));
        check("exp", a::exp);
        check("exp transposed", () -> a.t().exp());
        check("add", () -> a.add(b));
        check("add transposed", () -> a.add(b.t()));
        check("add row", () -> a.add(row));
        check("add number", () -> a.add(1.5));
        check("where", () -> Tensors.where(a.gt(b), a, row));
        check("clamp", () -> a.clamp(-1.0, 1.0));
        check("gelu", () -> Functional.gelu(a));
        check("clone", a::clone);
        check("clone transposed", () -> a.t().clone());
        check("contiguous", () -> a.t().contiguous());
        check("mm", () -> a.mm(b));
        check("mm transposed", () -> a.t().mm(b.t()));
        check("mm of nothing", () -> Tensors.ones(N, 0).mm(Tensors.ones(0, N)));
        check("addmm", () -> row.addmm(a, b));
        check("bmm", () -> Tensors.ones(8, 16, 4).bmm(Tensors.ones(8, 4, 16)));
        check("softmax", () -> a.softmax(1));
        check("softmax of columns", () -> a.softmax(0));
        check("log softmax", () -> a.logSoftmax(1));
        check("layer norm", () -> Functional.layerNorm(a, new int[] {N}, row, row, 1e-5));
        check("cat", () -> Tensors.cat(List.of(a.narrow(0, 0, 32), b.narrow(0, 0, 32)), 0));
        check("cumsum", () -> a.cumsum(0));
        check("to", () -> a.to(jgrad.DType.FLOAT64).to(jgrad.DType.FLOAT32));
    }
}
