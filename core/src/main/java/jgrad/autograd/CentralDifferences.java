package jgrad.autograd;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.func.FnN;
import jgrad.kernels.walk.Elements;
import jgrad.storage.Layout;
import jgrad.storage.Raw;

import java.util.List;

/// Derivatives of a function by central differences: `(f(x + eps) - f(x - eps)) / (2 eps)`.
///
/// Inputs are moved where they lie, so that views and shared inputs move along.
final class CentralDifferences {
    private final FnN f;
    private final List<Tensor> inputs;
    private final double eps;

    CentralDifferences(FnN f, List<Tensor> inputs, double eps) {
        this.f = f;
        this.inputs = inputs;
        this.eps = eps;
    }

    /// Those among the results that can have a derivative.
    static List<Tensor> floating(List<Tensor> outputs) {
        return outputs.stream().filter(t -> t.dtype().isFloating()).toList();
    }

    private double[] output(int k) {
        return floating(f.apply(inputs)).get(k).detach().toDoubleArray();
    }

    /// The derivative of output `k` with respect to `x`: `[input element][output element]`.
    double[][] jacobian(int k, Tensor x) {
        var rows = new double[x.numel()][];
        for (int e = 0; e < rows.length; e++) {
            rows[e] = difference(k, x, e);
        }
        return rows;
    }

    private double[] difference(int k, Tensor x, int element) {
        Object array = Raw.storage(x).array();
        int at = Raw.layout(x).indexOf(element);
        double before = Elements.asDouble(x.dtype(), array, at);
        try {
            Elements.put(x.dtype(), array, at, before + eps);
            double[] above = output(k);
            Elements.put(x.dtype(), array, at, before - eps);
            double[] below = output(k);
            for (int o = 0; o < above.length; o++) {
                above[o] = (above[o] - below[o]) / (2 * eps);
            }
            return above;
        } finally {
            Elements.put(x.dtype(), array, at, before);
        }
    }

    /// The derivative of output `k` in a direction.
    double[] along(int k, Tensor x, double[] direction) {
        Object array = Raw.storage(x).array();
        Layout layout = Raw.layout(x);
        DType type = x.dtype();
        double[] before = x.detach().toDoubleArray();
        try {
            var ends = new double[2][];
            for (int end = 0; end < 2; end++) {
                double step = end == 0 ? eps : -eps;
                for (int e = 0; e < before.length; e++) {
                    Elements.put(type, array, layout.indexOf(e), before[e] + step * direction[e]);
                }
                ends[end] = output(k);
            }
            for (int o = 0; o < ends[0].length; o++) {
                ends[0][o] = (ends[0][o] - ends[1][o]) / (2 * eps);
            }
            return ends[0];
        } finally {
            for (int e = 0; e < before.length; e++) {
                Elements.put(type, array, layout.indexOf(e), before[e]);
            }
        }
    }
}
