package jgrad.autograd;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.func.FnN;
import jgrad.func.Func;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// One check: Jacobians by differences and by the graph, as matrices with a row per input element
/// and a column per output element, and what is asked besides.
final class JacobianCheck {
    private final FnN f;
    private final List<Tensor> inputs;
    private final GradCheckOptions options;
    private final CentralDifferences differences;
    private final JacobianComparison comparison;
    private final List<Tensor> wanted = new ArrayList<>();
    private final List<Integer> position = new ArrayList<>();

    JacobianCheck(FnN f, List<Tensor> inputs, GradCheckOptions options) {
        this.f = f;
        this.inputs = inputs;
        this.options = options;
        this.differences = new CentralDifferences(f, inputs, options.eps());
        this.comparison = new JacobianComparison(options);
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).requiresGrad()) {
                wanted.add(inputs.get(i));
                position.add(i);
            }
        }
    }

    void run() {
        List<Tensor> outputs = CentralDifferences.floating(f.apply(inputs));
        for (int k = 0; k < outputs.size(); k++) {
            Tensor output = outputs.get(k);
            double[][][] analytical = output.requiresGrad() ? backward(output) : null;
            if (options.isFastMode() && analytical != null) {
                fast(k, output, analytical);
            } else {
                compare(k, analytical, output);
            }
            if (analytical != null) {
                checkReentrant(output, analytical);
                if (options.checksBatchedGrad()) {
                    checkBatched(output, analytical);
                }
            }
        }
        if (options.checksUndefinedGrad()) {
            checkUndefined(outputs);
        }
        if (options.checksForwardAd()) {
            checkForward(outputs);
        }
    }

    private void compare(int k, double @Nullable [][][] analytical, Tensor output) {
        for (int i = 0; i < wanted.size(); i++) {
            double[][] numerical = differences.jacobian(k, wanted.get(i));
            if (analytical == null) {
                if (!isZero(numerical)) {
                    throw new GradcheckException(
                            "Numerical gradient for function expected to be zero: output "
                                    + k
                                    + " requires no gradient, but depends on input "
                                    + position.get(i)
                                    + ",\nnumerical:"
                                    + JacobianComparison.matrix(numerical));
                }
                continue;
            }
            check("Jacobian mismatch", k, i, numerical, analytical[i], output);
        }
    }

    private static boolean isZero(double[][] matrix) {
        return Arrays.stream(matrix).flatMapToDouble(Arrays::stream).allMatch(v -> v == 0);
    }

    /// `backward[input][input element][output element]`
    private double[][][] backward(Tensor output) {
        int n = output.numel();
        double[][][] jacobian = empty(n);
        for (int o = 0; o < n; o++) {
            Gradients grads = grad(output, unit(output, o));
            for (int i = 0; i < wanted.size(); i++) {
                Tensor grad = grads.get(i);
                if (grad == null) {
                    continue;
                }
                double[] values = grad.detach().toDoubleArray();
                for (int e = 0; e < values.length; e++) {
                    jacobian[i][e][o] = values[e];
                }
            }
        }
        return jacobian;
    }

    private double[][][] empty(int outputs) {
        var jacobian = new double[wanted.size()][][];
        Arrays.setAll(jacobian, i -> new double[wanted.get(i).numel()][outputs]);
        return jacobian;
    }

    private Gradients grad(Tensor output, Tensor cotangent) {
        return Autograd.grad(
                List.of(output),
                wanted,
                Autograd.retainGraph().allowUnused().gradOutputs(cotangent));
    }

    private static Tensor unit(Tensor like, int element) {
        var values = new double[like.numel()];
        values[element] = 1;
        return Tensors.fromArray(values, values.length)
                .to(like.dtype())
                .reshape(like.shape().sizes());
    }

    private void checkReentrant(Tensor output, double[][][] first) {
        double[][][] second = backward(output);
        for (int i = 0; i < first.length; i++) {
            for (int e = 0; e < first[i].length; e++) {
                for (int o = 0; o < first[i][e].length; o++) {
                    double a = first[i][e][o];
                    double b = second[i][e][o];
                    if (Double.compare(a, b) != 0 && !(Math.abs(a - b) <= options.nondetTol())) {
                        throw new GradcheckException(
                                "Backward is not reentrant, i.e., running backward with same input"
                                    + " and grad_output multiple times gives different values,"
                                    + " although analytical gradient matches numerical gradient.The"
                                    + " tolerance for nondeterminism was "
                                        + options.nondetTol()
                                        + ". Element "
                                        + e
                                        + " of input "
                                        + position.get(i)
                                        + " was once "
                                        + a
                                        + " and then "
                                        + b
                                        + ".");
                    }
                }
            }
        }
    }

    private void checkBatched(Tensor output, double[][][] expected) {
        int n = output.numel();
        if (n == 0) {
            return;
        }
        var units = new ArrayList<Tensor>();
        for (int o = 0; o < n; o++) {
            units.add(unit(output, o));
        }
        for (int i = 0; i < wanted.size(); i++) {
            int input = i;
            Tensor rows =
                    Func.vmap(
                                    cotangent -> {
                                        Tensor grad = grad(output, cotangent).get(input);
                                        return grad == null
                                                ? Tensors.zerosLike(wanted.get(input))
                                                : grad;
                                    })
                            .apply(Tensors.stack(units, 0));
            double[] values = rows.detach().toDoubleArray();
            double[][] found = new double[wanted.get(i).numel()][n];
            for (int v = 0; v < values.length; v++) {
                found[v % found.length][v / found.length] = values[v];
            }
            check("Batched gradients by vmap mismatch", 0, i, expected[i], found, output);
        }
    }

    private static void checkUndefined(List<Tensor> outputs) {
        for (Tensor output : outputs) {
            Node node = output.gradFn();
            if (node == null) {
                continue;
            }
            Gradients grads;
            try {
                grads = node.apply(new @Nullable Tensor[node.outputs()]);
            } catch (RuntimeException e) {
                var wrong = new GradcheckException(undefined(node));
                wrong.initCause(e);
                throw wrong;
            }
            for (Tensor grad : grads) {
                if (grad != null && grad.ne(0.0).sum().toDouble() != 0) {
                    throw new GradcheckException(undefined(node));
                }
            }
        }
    }

    private static String undefined(Node node) {
        return "Expected backward function to handle undefined output grads. Please look at \"Notes"
                + " about undefined output gradients\" in \"tools/autograd/derivatives.yaml\". The"
                + " backward of "
                + node.name()
                + " must give null or zeros where all incoming gradients are null.";
    }

    private void checkForward(List<Tensor> outputs) {
        double[][][][] jacobians = new double[outputs.size()][][][];
        Arrays.setAll(jacobians, k -> empty(outputs.get(k).numel()));
        for (int i = 0; i < wanted.size(); i++) {
            for (int e = 0; e < wanted.get(i).numel(); e++) {
                push(i, e, jacobians);
            }
        }
        for (int k = 0; k < jacobians.length; k++) {
            for (int i = 0; i < wanted.size(); i++) {
                check(
                        "Jacobian computed with forward mode mismatch",
                        k,
                        i,
                        differences.jacobian(k, wanted.get(i)),
                        jacobians[k][i],
                        outputs.get(k));
            }
        }
    }

    /// Column `e` of the Jacobians of all outputs with respect to input `i`.
    private void push(int i, int e, double[][][][] jacobians) {
        try (var _ = ForwardAD.dualLevel()) {
            var duals = new ArrayList<>(inputs);
            Tensor x = wanted.get(i);
            duals.set(position.get(i), ForwardAD.makeDual(x, unit(x, e)));
            List<Tensor> outputs = CentralDifferences.floating(f.apply(duals));
            for (int k = 0; k < jacobians.length; k++) {
                Tensor tangent = ForwardAD.unpackDual(outputs.get(k)).tangent();
                if (tangent != null) {
                    jacobians[k][i][e] = tangent.detach().toDoubleArray();
                }
            }
        }
    }

    /// Compares `u^T J v` for random directions; the whole Jacobian only if it differs.
    private void fast(int k, Tensor output, double[][][] analytical) {
        var random = new Random(k);
        var u = new double[output.numel()];
        Arrays.setAll(u, o -> random.nextGaussian());
        for (int i = 0; i < wanted.size(); i++) {
            Tensor x = wanted.get(i);
            var v = new double[x.numel()];
            Arrays.setAll(v, e -> random.nextGaussian());
            double expected = dot(u, differences.along(k, x, v));
            double got = 0;
            for (int e = 0; e < v.length; e++) {
                got += v[e] * dot(u, analytical[i][e]);
            }
            double scale = Math.sqrt((double) u.length * v.length);
            if (!(Math.abs(got - expected)
                    <= options.atol() * scale + options.rtol() * Math.abs(expected))) {
                compare(k, analytical, output);
                throw new GradcheckException(
                        "Jacobian mismatch for output "
                                + k
                                + " with respect to input "
                                + position.get(i)
                                + ": in fast mode a random product with the Jacobian is "
                                + got
                                + " instead of "
                                + expected
                                + ", but element by element it is within the tolerance; use the"
                                + " slow mode.");
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private void check(
            String what, int k, int i, double[][] numerical, double[][] analytical, Tensor output) {
        comparison.check(what, k, position.get(i), numerical, analytical, output, wanted.get(i));
    }
}
