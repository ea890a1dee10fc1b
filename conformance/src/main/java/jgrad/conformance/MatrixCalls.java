package jgrad.conformance;

import static jgrad.conformance.Operation.binary;
import static jgrad.conformance.Operation.op;

import jgrad.Tensor;

import java.util.List;

/// Products of matrices, and linear algebra.
final class MatrixCalls {
    private MatrixCalls() {}

    static List<Operation> all() {
        return List.of(
                binary("mm", "mat2", Tensor::mm),
                binary("mv", "vec", Tensor::mv),
                binary("dot", "tensor|other", Tensor::dot),
                binary("bmm", "mat2", Tensor::bmm),
                binary("matmul", Tensor::matmul),
                binary("__rmatmul__", (a, b) -> b.matmul(a)),
                op(
                        "addmm",
                        added("mat1", "mat2", Tensor::addmm),
                        added("mat1", "mat2", Tensor::addmm_)),
                op(
                        "baddbmm",
                        added("batch1", "batch2", Tensor::baddbmm),
                        added("batch1", "batch2", Tensor::baddbmm_)));
    }

    private interface Added {
        Tensor of(Tensor self, Tensor a, Tensor b, double beta, double alpha);
    }

    private static Operation.Body added(String a, String b, Added f) {
        return c -> f.of(c.self(), c.tensor(a), c.tensor(b), c.real("beta", 1), c.real("alpha", 1));
    }
}
