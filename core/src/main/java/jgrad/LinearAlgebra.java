package jgrad;

import jgrad.engine.Ops;
import jgrad.ops.Linalg;
import jgrad.ops.Matmul;

/// Products of vectors and matrices.
public sealed interface LinearAlgebra permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /// Matrix times matrix, `[m, k]` and `[k, n]`. Torch: `torch.mm`.
    ///
    /// @throws IllegalArgumentException if the shapes do not fit
    default Tensor mm(Tensor mat2) {
        return Ops.apply(Linalg.Mm.OP, self(), mat2);
    }

    /// Matrix times vector, `[m, k]` and `[k]`. Torch: `torch.mv`.
    default Tensor mv(Tensor vec) {
        return Ops.apply(Linalg.Mv.OP, self(), vec);
    }

    /// Vector times vector. Torch: `torch.dot`.
    default Tensor dot(Tensor other) {
        return Ops.apply(Linalg.Dot.OP, self(), other);
    }

    /// Matrix times matrix for each of a batch, `[b, m, k]` and `[b, k, n]`. Torch: `torch.bmm`.
    default Tensor bmm(Tensor mat2) {
        return Ops.apply(Linalg.Bmm.OP, self(), mat2);
    }

    /// The product that the dimensions call for; batches broadcast. Torch: `torch.matmul`, `@`.
    default Tensor matmul(Tensor other) {
        return Matmul.of(self(), other);
    }

    /// `beta * self + alpha * (mat1 @ mat2)`. Torch: `torch.addmm`.
    default Tensor addmm(Tensor mat1, Tensor mat2, double beta, double alpha) {
        return Ops.apply(new Linalg.Addmm(beta, alpha), self(), mat1, mat2);
    }

    /// `beta * self + alpha * (batch1 @ batch2)` for each of a batch. Torch: `torch.baddbmm`.
    default Tensor baddbmm(Tensor batch1, Tensor batch2, double beta, double alpha) {
        return Ops.apply(new Linalg.Baddbmm(beta, alpha), self(), batch1, batch2);
    }

    /// As [#baddbmm], over this tensor.
    default Tensor baddbmm_(Tensor batch1, Tensor batch2, double beta, double alpha) {
        return Ops.applyInPlace(new Linalg.Baddbmm(beta, alpha), self(), batch1, batch2);
    }

    default Tensor addmm(Tensor mat1, Tensor mat2) {
        return addmm(mat1, mat2, 1, 1);
    }

    /// As [#addmm], over this tensor.
    default Tensor addmm_(Tensor mat1, Tensor mat2, double beta, double alpha) {
        return Ops.applyInPlace(new Linalg.Addmm(beta, alpha), self(), mat1, mat2);
    }
}
