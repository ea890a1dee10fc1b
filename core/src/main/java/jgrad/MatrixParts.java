package jgrad;

import jgrad.engine.Ops;
import jgrad.ops.Diagonals;

/// Triangles and diagonals of matrices.
public sealed interface MatrixParts permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /// The lower triangle of each matrix, and zeros. Torch: `torch.tril`.
    default Tensor tril() {
        return tril(0);
    }

    /// What is on and below `diagonal`, which counts upwards from the main one. Torch:
    /// `torch.tril`.
    default Tensor tril(int diagonal) {
        return Ops.apply(new Diagonals.Tril(diagonal), self());
    }

    /// As [#tril(int)], over this tensor.
    default Tensor tril_(int diagonal) {
        return Ops.applyInPlace(new Diagonals.Tril(diagonal), self());
    }

    /// The upper triangle of each matrix, and zeros. Torch: `torch.triu`.
    default Tensor triu() {
        return triu(0);
    }

    /// What is on and above `diagonal`. Torch: `torch.triu`.
    default Tensor triu(int diagonal) {
        return Ops.apply(new Diagonals.Triu(diagonal), self());
    }

    /// As [#triu(int)], over this tensor.
    default Tensor triu_(int diagonal) {
        return Ops.applyInPlace(new Diagonals.Triu(diagonal), self());
    }

    /// A view of the main diagonal of the first two dimensions. Torch: `torch.diagonal`.
    default Tensor diagonal() {
        return diagonal(0, 0, 1);
    }

    /// A view of a diagonal of two dimensions, which becomes the last dimension. Torch:
    /// `torch.diagonal`.
    default Tensor diagonal(int offset, int dim1, int dim2) {
        return Ops.view(new Diagonals.Diagonal(offset, dim1, dim2), self());
    }

    /// A copy of it. Torch: `torch.diagonal_copy`.
    default Tensor diagonalCopy(int offset, int dim1, int dim2) {
        return Ops.apply(new Diagonals.DiagonalCopy(offset, dim1, dim2), self());
    }

    /// This tensor with `src` on a diagonal. Torch: `torch.diagonal_scatter`.
    default Tensor diagonalScatter(Tensor src, int offset, int dim1, int dim2) {
        return Ops.apply(new Diagonals.DiagonalScatter(offset, dim1, dim2), self(), src);
    }

    /// The last dimension on the diagonal of matrices, and zeros. Torch: `torch.diag_embed`.
    default Tensor diagEmbed() {
        return diagEmbed(0, -2, -1);
    }

    /// The same on another diagonal, of other dimensions of the result. Torch: `torch.diag_embed`.
    default Tensor diagEmbed(int offset, int dim1, int dim2) {
        return Ops.apply(new Diagonals.DiagEmbed(offset, dim1, dim2), self());
    }

    /// Of a vector the matrix with it on a diagonal, of a matrix a copy of that diagonal. Torch:
    /// `torch.diag`.
    default Tensor diag(int diagonal) {
        return switch (self().dim()) {
            case 1 -> diagEmbed(diagonal, 0, 1);
            case 2 -> diagonalCopy(diagonal, 0, 1);
            default ->
                    throw new IllegalArgumentException(
                            "diag(): Supports 1D or 2D tensors. Got " + self().dim() + "D");
        };
    }

    default Tensor diag() {
        return diag(0);
    }

    /// The matrix with all elements on a diagonal. Torch: `torch.diagflat`.
    default Tensor diagflat(int offset) {
        return self().contiguous().view(-1).diag(offset);
    }

    /// The sum of a matrix's diagonal. Torch: `torch.trace`.
    default Tensor trace() {
        return Ops.apply(Diagonals.Trace.OP, self());
    }
}
