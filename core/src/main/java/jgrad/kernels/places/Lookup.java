package jgrad.kernels.places;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.walk.Cast;
import jgrad.kernels.walk.Elements;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import java.util.Arrays;

/// Looking up rows of a matrix, and adding gradients back to them.
public final class Lookup {
    private Lookup() {}

    /// The rows of a matrix that a tensor of indices names: `index.shape + [columns]`.
    ///
    /// Torch: `aten::embedding`.
    ///
    /// @throws IllegalArgumentException if `weight` is not a matrix, or `index` not of integers
    /// @throws IndexOutOfBoundsException for an index that is not that of a row
    public static Tensor embedding(Tensor weight, Tensor index) {
        if (weight.dim() != 2) {
            throw new IllegalArgumentException("'weight' must be 2-D");
        }
        if (index.dtype() != DType.INT64 && index.dtype() != DType.INT32) {
            throw new IllegalArgumentException(
                    "Expected tensor for argument #1 'indices' to have one of the following "
                            + "scalar types: Long, Int; but got torch."
                            + index.dtype().scalarName()
                            + "Tensor instead (while checking arguments for embedding)");
        }
        int[] size = Raw.shape(weight);
        int[] chosen = Gather.inRange(Positions.values(index), size[0]);
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] *= Raw.strides(weight)[0];
        }
        int[] shape = Arrays.copyOf(Raw.shape(index), index.dim() + 1);
        shape[index.dim()] = size[1];
        Storage result = Storage.uninitialized(weight.dtype(), Layout.numel(shape));
        if (result.size() > 0) {
            int[][] tables = {chosen, Positions.steps(size[1], Raw.strides(weight)[1])};
            Picks.take(
                    Raw.storage(weight).array(),
                    Positions.of(tables, Raw.offset(weight)),
                    result.array());
        }
        return new Tensor(result, Layout.contiguous(shape), weight.dtype());
    }

    /// Shortens in place the rows of a matrix that `index` names and whose `p`-norm is above
    /// `most`.
    ///
    /// Torch: `aten::embedding_renorm_`.
    public static void renorm(Tensor weight, Tensor index, double most, double p) {
        int[] size = Raw.shape(weight);
        int[] strides = Raw.strides(weight);
        Object array = Raw.storage(weight).array();
        DType type = weight.dtype();
        boolean[] done = new boolean[size[0]];
        for (int row : Gather.inRange(Positions.values(index), size[0])) {
            if (done[row]) {
                continue;
            }
            done[row] = true;
            int at = Raw.offset(weight) + row * strides[0];
            double sum = 0;
            for (int j = 0; j < size[1]; j++) {
                double x = Math.abs(Elements.asDouble(type, array, at + j * strides[1]));
                sum =
                        p == Double.POSITIVE_INFINITY
                                ? Math.max(sum, x)
                                : sum + (p == 2 ? x * x : Math.pow(x, p));
            }
            double norm =
                    p == Double.POSITIVE_INFINITY
                            ? sum
                            : p == 2 ? Math.sqrt(sum) : Math.pow(sum, 1 / p);
            if (norm > most) {
                double scale = most / (norm + 1e-7);
                for (int j = 0; j < size[1]; j++) {
                    int k = at + j * strides[1];
                    Elements.put(type, array, k, Elements.asDouble(type, array, k) * scale);
                }
            }
        }
        Raw.storage(weight).bumpVersion();
    }

    /// The gradient of [#embedding] for a matrix of `rows` rows, given that of its result.
    ///
    /// Rows named by `paddingIdx` get none (-1: there is no such row); `byFrequency` divides what a
    /// row gets by how often it is named.
    ///
    /// Torch: `aten::embedding_dense_backward`.
    public static Tensor embeddingBackward(
            Tensor g, Tensor index, int rows, int paddingIdx, boolean byFrequency) {
        int columns = Raw.shape(g)[g.dim() - 1];
        int[] chosen = Gather.inRange(Positions.values(index), rows);
        Storage result = Storage.allocate(g.dtype(), Math.multiplyExact(rows, columns));
        Object from = Rearrange.contiguous(g);
        int start = Gather.start(g);
        if (paddingIdx >= 0 || byFrequency) {
            from = weighted(g, chosen, weights(chosen, rows, paddingIdx, byFrequency));
            start = 0;
        }
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] *= columns;
        }
        if (columns > 0) {
            Picks.add(g.dtype(), from, start, new Positions(chosen, columns), result.array());
        }
        return new Tensor(result, Layout.contiguous(rows, columns), g.dtype());
    }

    private static double[] weights(int[] chosen, int rows, int paddingIdx, boolean byFrequency) {
        double[] weights = new double[rows];
        if (byFrequency) {
            for (int row : chosen) {
                weights[row]++;
            }
            for (int row = 0; row < rows; row++) {
                weights[row] = 1 / weights[row];
            }
        } else {
            Arrays.fill(weights, 1);
        }
        if (paddingIdx >= 0) {
            weights[paddingIdx] = 0;
        }
        return weights;
    }

    /// The rows of `g`, each times the weight of the row it belongs to; a row of weight 0 is 0,
    /// even where it is NaN.
    private static Object weighted(Tensor g, int[] chosen, double[] weights) {
        double[] values =
                (double[])
                        Cast.toArray(
                                g.dtype(), Raw.storage(g).array(), Raw.layout(g), DType.FLOAT64);
        int columns = Raw.shape(g)[g.dim() - 1];
        for (int i = 0; i < values.length; i++) {
            double weight = weights[chosen[i / columns]];
            values[i] = weight == 0 ? 0 : values[i] * weight;
        }
        return Cast.toArray(DType.FLOAT64, values, Layout.contiguous(values.length), g.dtype());
    }
}
