package jgrad.data;

import jgrad.Tensor;
import jgrad.Tensors;

import java.util.ArrayList;
import java.util.List;

/// Tensors whose rows are items: an item has one row of each.
///
/// Torch: `torch.utils.data.TensorDataset`.
public final class TensorDataset implements Dataset<List<Tensor>> {
    private final List<Tensor> tensors;

    /// @throws IllegalArgumentException if there is none, or they differ in their first size
    public TensorDataset(Tensor... tensors) {
        if (tensors.length == 0) {
            throw new IllegalArgumentException("TensorDataset: at least one tensor is needed");
        }
        for (Tensor t : tensors) {
            if (t.dim() == 0 || t.size(0) != tensors[0].size(0)) {
                throw new IllegalArgumentException(
                        "Size mismatch between tensors: "
                                + List.of(tensors).stream().map(Tensor::shape).toList());
            }
        }
        this.tensors = List.of(tensors);
    }

    public List<Tensor> tensors() {
        return tensors;
    }

    @Override
    public int size() {
        return tensors.getFirst().size(0);
    }

    @Override
    public List<Tensor> get(int index) {
        return tensors.stream().map(t -> t.select(0, index)).toList();
    }

    /// The rows of a batch, gathered from each tensor at once.
    List<Tensor> batch(int[] indices) {
        var rows = new long[indices.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = indices[i];
        }
        Tensor index = Tensors.fromArray(rows);
        var batch = new ArrayList<Tensor>();
        tensors.forEach(t -> batch.add(t.indexSelect(0, index)));
        return batch;
    }
}
