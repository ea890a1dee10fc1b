package jgrad.engine;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.ops.Promotion;

/// Shapes of batched operands, for the batching rules of records: the batch dimension goes to the
/// front.
public final class Batching {
    private Batching() {}

    public static Tensor toFront(Tensor t, int dim) {
        if (dim == 0) {
            return t;
        }
        var order = new int[t.dim()];
        order[0] = dim;
        for (int d = 0, k = 1; d < order.length; d++) {
            if (d != dim) {
                order[k++] = d;
            }
        }
        return t.permute(order);
    }

    /// Operands of one elementwise operation: batches in front, and behind them as many dimensions
    /// as the widest sample has, so that they broadcast as the samples would. Operands without a
    /// batch stay as they are.
    ///
    /// A sample without dimensions does not decide the type of the result, but a batch of such
    /// would: it is converted before.
    public static Tensor[] align(Tensor[] batches, int[] dims) {
        int rank = 0;
        var inputs = batches.clone();
        var types = new Promotion();
        boolean mixed = false;
        for (int i = 0; i < inputs.length; i++) {
            int samples = inputs[i].dim() - (dims[i] < 0 ? 0 : 1);
            rank = Math.max(rank, samples);
            types.tensor(inputs[i].dtype(), samples == 0);
            mixed |= inputs[i].dtype() != inputs[0].dtype();
        }
        for (int i = 0; mixed && i < inputs.length; i++) {
            if (dims[i] >= 0 && inputs[i].dim() == 1 && inputs[i].dtype() != DType.BOOL) {
                inputs[i] = inputs[i].to(types.result());
            }
        }
        var out = new Tensor[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            if (dims[i] < 0) {
                out[i] = inputs[i];
                continue;
            }
            Tensor front = toFront(inputs[i], dims[i]);
            while (front.dim() - 1 < rank) {
                front = front.unsqueeze(1);
            }
            out[i] = front;
        }
        return out;
    }

    /// Every operand with a batch in front; one that had none is repeated without being copied.
    public static Tensor[] expanded(Tensor[] inputs, int[] dims, int size) {
        var out = new Tensor[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            if (dims[i] >= 0) {
                out[i] = toFront(inputs[i], dims[i]);
            } else {
                int[] shape = inputs[i].layout().shape();
                var wide = new int[shape.length + 1];
                wide[0] = size;
                System.arraycopy(shape, 0, wide, 1, shape.length);
                out[i] = inputs[i].expand(wide);
            }
        }
        return out;
    }

    /// Dimension `dim` as two, the first of `size`: what a batch that was folded into another
    /// dimension comes back from.
    public static Tensor split(Tensor t, int dim, int size) {
        int[] shape = t.layout().shape();
        var wide = new int[shape.length + 1];
        System.arraycopy(shape, 0, wide, 0, dim);
        wide[dim] = size;
        wide[dim + 1] = size == 0 ? 0 : shape[dim] / size;
        System.arraycopy(shape, dim + 1, wide, dim + 2, shape.length - dim - 1);
        return t.reshape(wide);
    }
}
