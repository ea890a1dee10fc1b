package jgrad.func;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.BatchLevel;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// Runs a function once, over all samples of a batch.
final class Vmap {
    private Vmap() {}

    static List<Tensor> apply(FnN f, List<Tensor> inputs, VmapOptions options) {
        int[] dims = dims(inputs, options.inDims());
        int size = size(inputs, dims);
        int chunk = options.chunkSize();
        if (chunk == 0 || chunk >= size) {
            return once(f, inputs, dims, options.outDims(), size);
        }
        var parts = new ArrayList<List<Tensor>>();
        for (int from = 0; from < size; from += chunk) {
            int length = Math.min(chunk, size - from);
            var part = new ArrayList<Tensor>();
            for (int i = 0; i < dims.length; i++) {
                Tensor t = inputs.get(i);
                part.add(dims[i] < 0 ? t : t.narrow(dims[i], from, length));
            }
            parts.add(once(f, part, dims, options.outDims(), length));
        }
        var joined = new ArrayList<Tensor>();
        for (int k = 0; k < parts.getFirst().size(); k++) {
            int output = k;
            List<Tensor> pieces = parts.stream().map(p -> p.get(output)).toList();
            int dim =
                    wrapOut(options.outDims(), k, parts.getFirst().size(), pieces.getFirst().dim());
            joined.add(Tensors.cat(pieces, dim));
        }
        return joined;
    }

    private static List<Tensor> once(
            FnN f, List<Tensor> inputs, int[] dims, List<Integer> outDims, int size) {
        var level = new BatchLevel(size);
        try (level) {
            var samples = new ArrayList<Tensor>();
            for (int i = 0; i < dims.length; i++) {
                Tensor t = inputs.get(i);
                samples.add(dims[i] < 0 ? t : level.sample(t, dims[i]));
            }
            List<Tensor> inside = f.apply(samples);
            var outputs = new ArrayList<Tensor>();
            for (int k = 0; k < inside.size(); k++) {
                Tensor batch = level.batch(inside.get(k));
                outputs.add(movedFromFront(batch, wrapOut(outDims, k, inside.size(), batch.dim())));
            }
            return outputs;
        }
    }

    private static Tensor movedFromFront(Tensor batch, int dim) {
        if (dim == 0) {
            return batch;
        }
        var order = new int[batch.dim()];
        for (int d = 0; d < order.length; d++) {
            order[d] = d < dim ? d + 1 : d == dim ? 0 : d;
        }
        return batch.permute(order);
    }

    private static int wrapOut(List<Integer> outDims, int k, int outputs, int rank) {
        if (outDims.size() == 0) {
            return 0;
        }
        if (outDims.size() != 1 && outDims.size() != outputs) {
            throw new IllegalArgumentException(
                    "vmap: out_dims has "
                            + outDims.size()
                            + " entries, but the function returned "
                            + outputs
                            + " tensors");
        }
        int dim = outDims.get(outDims.size() == 1 ? 0 : k);
        int wrapped = dim < 0 ? dim + rank : dim;
        if (wrapped < 0 || wrapped >= rank) {
            throw new IndexOutOfBoundsException(
                    "Dimension out of range (expected to be in range of ["
                            + -rank
                            + ", "
                            + (rank - 1)
                            + "], but got "
                            + dim
                            + "): out_dims of vmap");
        }
        return wrapped;
    }

    private static int[] dims(List<Tensor> inputs, List<Integer> inDims) {
        if (inDims.size() > 1 && inDims.size() != inputs.size()) {
            throw new IllegalArgumentException(
                    "vmap: in_dims is not compatible with the structure of `inputs`: it has "
                            + inDims.size()
                            + " entries for "
                            + inputs.size()
                            + " tensors");
        }
        var dims = new int[inputs.size()];
        for (int i = 0; i < dims.length; i++) {
            int dim = inDims.size() == 0 ? 0 : inDims.get(inDims.size() == 1 ? 0 : i);
            int rank = inputs.get(i).dim();
            if (dim == VmapOptions.NONE) {
                dims[i] = -1;
            } else if (dim < -rank || dim >= rank) {
                throw new IllegalArgumentException(
                        "vmap: Got in_dim="
                                + dim
                                + " for an input, but the input is of type Tensor of"
                                + " dimensionality "
                                + rank
                                + " so expected in_dim to satisfy "
                                + -rank
                                + " <= in_dim < "
                                + rank
                                + ".");
            } else {
                dims[i] = dim < 0 ? dim + rank : dim;
            }
        }
        return dims;
    }

    private static int size(List<Tensor> inputs, int[] dims) {
        var sizes = new LinkedHashSet<Integer>();
        for (int i = 0; i < dims.length; i++) {
            if (dims[i] >= 0) {
                sizes.add(inputs.get(i).size(dims[i]));
            }
        }
        if (sizes.isEmpty()) {
            throw new IllegalArgumentException(
                    "vmap: at least one input must have a batch dimension, but in_dims gives none."
                            + " Give one of the inputs a dimension.");
        }
        if (sizes.size() > 1) {
            throw new IllegalArgumentException(
                    "vmap: Expected all tensors to have the same size in the mapped dimension, got"
                            + " sizes "
                            + sizes
                            + " for the mapped dimension");
        }
        return sizes.getFirst();
    }
}
