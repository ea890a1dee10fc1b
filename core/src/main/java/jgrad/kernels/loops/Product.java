package jgrad.kernels.loops;

/// Where the matrices of a batched product `C = beta C + alpha A B` lie in their arrays.
///
/// A is `m x k`, B is `k x n`, C is `m x n`; element `(i, j)` of matrix `s` of A is at `aAt + s *
/// aBatch + i * aRow + j * aCol`, and so on. One of the two strides of A is 1, and one of B's; C's
/// rows are dense.
///
/// @param batch how many products
/// @param aAt where the first matrix of A starts
/// @param aBatch from one matrix of A to the next, 0 if there is only one for all
public record Product(
        int batch,
        int m,
        int n,
        int k,
        int aAt,
        int aBatch,
        int aRow,
        int aCol,
        int bAt,
        int bBatch,
        int bRow,
        int bCol,
        int cAt,
        int cBatch,
        int cRow) {
    public Product {
        assert aRow == 1 || aCol == 1 : "A has strides " + aRow + " and " + aCol;
        assert bRow == 1 || bCol == 1 : "B has strides " + bRow + " and " + bCol;
    }

    /// For one matrix of the batch; 0 if anything is empty.
    public long multiplications() {
        return batch == 0 ? 0 : (long) m * n * k;
    }

    public int aAt(int s) {
        return aAt + s * aBatch;
    }

    public int bAt(int s) {
        return bAt + s * bBatch;
    }

    public int cAt(int s) {
        return cAt + s * cBatch;
    }
}
