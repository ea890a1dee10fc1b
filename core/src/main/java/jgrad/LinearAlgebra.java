package jgrad;

import jgrad.engine.Ops;
import jgrad.ops.Linalg;
import jgrad.ops.Matmul;
import jgrad.ops.MatrixProducts;
import jgrad.ops.VectorProducts;

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

    /// `beta * self + alpha * (mat @ vec)`. Torch: `torch.addmv`.
    default Tensor addmv(Tensor mat, Tensor vec, double beta, double alpha) {
        return Ops.apply(new VectorProducts.Addmv(beta, alpha), self(), mat, vec);
    }

    /// As [#addmv], over this tensor.
    default Tensor addmv_(Tensor mat, Tensor vec, double beta, double alpha) {
        return Ops.applyInPlace(new VectorProducts.Addmv(beta, alpha), self(), mat, vec);
    }

    /// `beta * self + alpha * (vec1 outer vec2)`. Torch: `torch.addr`.
    default Tensor addr(Tensor vec1, Tensor vec2, double beta, double alpha) {
        return Ops.apply(new VectorProducts.Addr(beta, alpha), self(), vec1, vec2);
    }

    /// As [#addr], over this tensor.
    default Tensor addr_(Tensor vec1, Tensor vec2, double beta, double alpha) {
        return Ops.applyInPlace(new VectorProducts.Addr(beta, alpha), self(), vec1, vec2);
    }

    /// `beta * self + alpha * (the sum of batch1 @ batch2)`. Torch: `torch.addbmm`.
    default Tensor addbmm(Tensor batch1, Tensor batch2, double beta, double alpha) {
        return Ops.apply(new VectorProducts.Addbmm(beta, alpha), self(), batch1, batch2);
    }

    /// As [#addbmm], over this tensor.
    default Tensor addbmm_(Tensor batch1, Tensor batch2, double beta, double alpha) {
        return Ops.applyInPlace(new VectorProducts.Addbmm(beta, alpha), self(), batch1, batch2);
    }

    /// The dot product. Torch: `torch.vdot`.
    default Tensor vdot(Tensor other) {
        return Ops.apply(VectorProducts.Vdot.OP, self(), other);
    }

    /// `self_i vec2_j`. Torch: `torch.outer`.
    default Tensor outer(Tensor vec2) {
        return MatrixProducts.outer(self(), vec2);
    }

    /// As [#outer]. Torch: `torch.ger`.
    default Tensor ger(Tensor vec2) {
        return outer(vec2);
    }

    /// Each element times all of `other`, side by side. Torch: `torch.kron`.
    default Tensor kron(Tensor other) {
        return MatrixProducts.kron(self(), other);
    }

    /// `a x b` of vectors of three elements along `dim`. Torch: `torch.cross`.
    default Tensor cross(Tensor other, int dim) {
        return Ops.apply(new VectorProducts.LinalgCross(dim), self(), other);
    }

    /// As [#cross(Tensor, int)], along the first dimension of three elements. Torch: `torch.cross`.
    default Tensor cross(Tensor other) {
        for (int d = 0; d < self().dim(); d++) {
            if (self().size(d) == 3) {
                return cross(other, d);
            }
        }
        throw new IllegalArgumentException("no dimension of size 3 in input");
    }
}
