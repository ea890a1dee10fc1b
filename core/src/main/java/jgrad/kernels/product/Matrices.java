package jgrad.kernels.product;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.loops.Product;
import jgrad.kernels.walk.Cast;
import jgrad.storage.Layout;
import jgrad.storage.Raw;

/// A matrix, or a batch of them, in an array.
///
/// @param at where the first element lies
/// @param step from one matrix to the next
/// @param row from one row to the next
/// @param col from one column to the next
public record Matrices(
        Object array, int at, int count, int rows, int cols, int step, int row, int col) {
    /// A tensor of two or three dimensions, copied only if neither its rows nor its columns are
    /// dense.
    static Matrices of(Tensor t) {
        Matrices m = exactly(t);
        if (m.row == 1 || m.col == 1) {
            return m;
        }
        DType type = t.dtype();
        Layout layout = Raw.layout(t);
        return dense(Cast.toArray(type, m.array, layout, type), m.count, m.rows, m.cols);
    }

    /// A tensor of two or three dimensions, as it lies.
    static Matrices exactly(Tensor t) {
        Layout layout = Raw.layout(t);
        int[] shape = layout.shape();
        int[] strides = layout.strides();
        int first = shape.length - 2;
        int count = first == 0 ? 1 : shape[0];
        int step = first == 0 ? 0 : strides[0];
        int rows = shape[first];
        int cols = shape[first + 1];
        int row = strides[first];
        int col = strides[first + 1];
        // The stride of a dimension of one element says nothing: let it say what suits.
        if (cols <= 1) {
            col = 1;
        } else if (rows <= 1) {
            row = col == 1 ? cols : 1;
        }
        return new Matrices(
                Raw.storage(t).array(), layout.offset(), count, rows, cols, step, row, col);
    }

    /// A vector as a matrix of one column.
    static Matrices column(Tensor v) {
        Layout layout = Raw.layout(v);
        int n = layout.shape()[0];
        return new Matrices(
                Raw.storage(v).array(), layout.offset(), 1, n, 1, 0, layout.strides()[0], 1);
    }

    /// Row-major matrices, one after the other, from the start of an array.
    static Matrices dense(Object array, int count, int rows, int cols) {
        return new Matrices(array, 0, count, rows, cols, rows * cols, cols, 1);
    }

    Matrices transposed() {
        return new Matrices(array, at, count, cols, rows, step, col, row);
    }

    /// Where the loops find the operands and the result of `C = A B`.
    static Product product(Matrices a, Matrices b, Matrices c) {
        assert a.count == c.count && b.count == c.count && a.cols == b.rows;
        assert a.rows == c.rows && b.cols == c.cols && c.col == 1;
        return new Product(
                c.count, c.rows, c.cols, a.cols, a.at, a.step, a.row, a.col, b.at, b.step, b.row,
                b.col, c.at, c.step, c.row);
    }
}
