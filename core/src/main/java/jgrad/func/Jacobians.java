package jgrad.func;

import jgrad.Tensor;
import jgrad.Tensors;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Whole Jacobians: one pass, batched over the unit vectors.
final class Jacobians {
    private Jacobians() {}

    /// By rows: `result[k][i]` is the derivative of output `k` with respect to input `i`.
    static List<List<Tensor>> reverse(FnN f, List<Tensor> inputs) {
        Lists.Pulled pulled = Lists.vjp("jacrev", f, inputs, true);
        List<Tensor> outputs = pulled.outputs();
        var rows = new ArrayList<List<Tensor>>();
        for (int k = 0; k < outputs.size(); k++) {
            int output = k;
            Tensor out = outputs.get(k);
            List<Tensor> batches =
                    Vmap.apply(
                            unit -> {
                                var cotangents = new ArrayList<Tensor>();
                                for (int j = 0; j < outputs.size(); j++) {
                                    cotangents.add(
                                            j == output
                                                    ? unit.getFirst()
                                                    : Lists.zeros(outputs.get(j)));
                                }
                                return pulled.pullback().apply(cotangents);
                            },
                            List.of(units(out)),
                            VmapOptions.DEFAULT);
            var row = new ArrayList<Tensor>();
            for (int i = 0; i < inputs.size(); i++) {
                row.add(batches.get(i).reshape(joined(out, inputs.get(i))));
            }
            rows.add(row);
        }
        return rows;
    }

    /// By columns, the same result.
    static List<List<Tensor>> forward(FnN f, List<Tensor> inputs) {
        var rows = new ArrayList<List<Tensor>>();
        for (int i = 0; i < inputs.size(); i++) {
            int input = i;
            var outputs = new ArrayList<Tensor>();
            List<Tensor> batches =
                    Vmap.apply(
                            unit -> {
                                var tangents = new ArrayList<Tensor>();
                                for (int j = 0; j < inputs.size(); j++) {
                                    tangents.add(
                                            j == input
                                                    ? unit.getFirst()
                                                    : Lists.zeros(inputs.get(j)));
                                }
                                Lists.Pushed pushed = Lists.jvp(f, inputs, tangents);
                                outputs.addAll(pushed.outputs());
                                return pushed.tangents();
                            },
                            List.of(units(inputs.get(i))),
                            VmapOptions.DEFAULT.inDims(0).outDims(-1));
            for (int k = 0; k < batches.size(); k++) {
                if (rows.size() <= k) {
                    rows.add(new ArrayList<>(Collections.nCopies(inputs.size(), batches.get(k))));
                }
                int[] shape = joined(outputs.get(k), inputs.get(i));
                rows.get(k).set(i, batches.get(k).reshape(shape));
            }
        }
        return rows;
    }

    private static Tensor units(Tensor like) {
        int n = like.numel();
        int[] shape = like.shape().sizes();
        var wide = new int[shape.length + 1];
        wide[0] = n;
        System.arraycopy(shape, 0, wide, 1, shape.length);
        return Tensors.eye(n, n, like.dtype()).reshape(wide);
    }

    private static int[] joined(Tensor output, Tensor input) {
        int[] a = output.shape().sizes();
        int[] b = input.shape().sizes();
        var both = new int[a.length + b.length];
        System.arraycopy(a, 0, both, 0, a.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
