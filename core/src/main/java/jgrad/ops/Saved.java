package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.storage.Layout;

/// What a formula may read besides the incoming gradient: the inputs and results of the operation.
///
/// In reverse mode a node answers, and only what [Op#reads(int)] announced is there; in forward
/// mode the values themselves.
public interface Saved {
    Tensor input(int i);

    Tensor result(int k);

    /// Shapes and types are always known, also of values that were not saved. Not to be written to.
    int[] shape(int i);

    DType dtype(int i);

    /// Whether an input is a matrix that lies column by column, as a transposed one does. Its
    /// gradient had better lie like it.
    default boolean isColumnMajor(int i) {
        return layout(i).isColumnMajor();
    }

    /// How an input lay. Of use only to an operation that goes by places in storage.
    Layout layout(int i);

    int inputs();

    default Tensor self() {
        return input(0);
    }

    default Tensor other() {
        return input(1);
    }

    default Tensor result() {
        return result(0);
    }

    default int[] shape() {
        return shape(0);
    }
}
