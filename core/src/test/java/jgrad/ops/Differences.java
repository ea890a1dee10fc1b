package jgrad.ops;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.autograd.Autograd;
import jgrad.autograd.GradOptions;
import jgrad.engine.Ops;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Compares the rules of an operation with central differences of its forward kernel.
///
/// Directions are random, one input at a time, so that a message names the input. The second
/// derivative is compared with differences of the first.
final class Differences {
    private static final double STEP = 1e-5;

    private final Sample sample;
    private final Tensor[] x;
    private final Tensor[] directions;
    private final Random random = new Random(4);
    private final List<String> problems = new ArrayList<>();

    /// Weights of the results: a scalar has one derivative per direction.
    private final Tensor[] weights;

    private Differences(Sample sample) {
        this.sample = sample;
        x = sample.inputs().toArray(Tensor[]::new);
        directions = new Tensor[x.length];
        for (int i = 0; i < x.length; i++) {
            directions[i] = like(x[i]);
        }
        Tensor[] results = run(x);
        weights = new Tensor[results.length];
        for (int k = 0; k < results.length; k++) {
            weights[k] = like(results[k]);
        }
    }

    /// What is wrong with the rules of the sample's operation; nothing if they are right.
    static List<String> problems(Sample sample) {
        var check = new Differences(sample);
        if (check.anyDifferentiable()) {
            check.first();
            check.second();
            check.forwardMode();
        }
        return check.problems;
    }

    /// Whether the results depend on input `i` where the sample is.
    static boolean varies(Sample sample, int i) {
        var check = new Differences(sample);
        return check.anyDifferentiable() && Math.abs(check.difference(i)) > 1e-3;
    }

    private double difference(int i) {
        return (value(moved(x, i, directions[i], STEP)) - value(moved(x, i, directions[i], -STEP)))
                / (2 * STEP);
    }

    private Tensor like(Tensor t) {
        var values = new double[t.numel()];
        Arrays.setAll(values, i -> random.nextGaussian());
        return Tensors.fromArray(values, values.length).reshape(t.shape().sizes());
    }

    private boolean differentiableResult(Tensor[] results, int k) {
        return results[k].dtype().isFloating() && sample.op().differentiable(k);
    }

    private boolean anyDifferentiable() {
        Tensor[] results = run(x);
        for (int k = 0; k < results.length; k++) {
            if (differentiableResult(results, k)) {
                return true;
            }
        }
        return false;
    }

    private Tensor[] run(Tensor[] inputs) {
        try (var _ = Autograd.noGrad()) {
            return Ops.applyAny(sample.op(), inputs);
        }
    }

    private static Tensor[] moved(Tensor[] from, int i, Tensor direction, double by) {
        Tensor[] to = from.clone();
        try (var _ = Autograd.noGrad()) {
            to[i] = from[i].add(direction, by);
        }
        return to;
    }

    /// The weighted sum of the results.
    private double value(Tensor[] inputs) {
        Tensor[] results = run(inputs);
        double sum = 0;
        for (int k = 0; k < results.length; k++) {
            if (differentiableResult(results, k)) {
                sum += dot(results[k], weights[k]);
            }
        }
        return sum;
    }

    private static double dot(@Nullable Tensor a, Tensor b) {
        if (a == null) {
            return 0;
        }
        try (var _ = Autograd.noGrad()) {
            return a.mul(b).sum().toDouble();
        }
    }

    private void compare(String what, double actual, double expected) {
        if (!(Math.abs(actual - expected) <= 1e-6 + 1e-6 * Math.abs(expected))) {
            problems.add(
                    String.format(
                            Locale.ROOT,
                            "%s is %.9g, differences give %.9g",
                            what,
                            actual,
                            expected));
        }
    }

    // First derivative

    private void first() {
        @Nullable Tensor[] grads = gradients(x, weights, false);
        for (int i = 0; i < x.length; i++) {
            if (sample.differentiable(i)) {
                compare("gradient of input " + i, dot(grads[i], directions[i]), difference(i));
            }
        }
    }

    /// The gradients of the weighted sum, one per input; with `recorded`, of leaves that the caller
    /// has prepared.
    private @Nullable Tensor[] gradients(Tensor[] at, Tensor[] seeds, boolean recorded) {
        var inputs = new Tensor[at.length];
        var wanted = new ArrayList<Tensor>();
        for (int i = 0; i < at.length; i++) {
            inputs[i] = recorded ? at[i] : at[i].detach();
            if (sample.differentiable(i)) {
                wanted.add(recorded ? inputs[i] : inputs[i].requiresGrad_());
            }
        }
        Tensor[] results = Ops.applyAny(sample.op(), inputs);
        var outputs = new ArrayList<Tensor>();
        var from = new ArrayList<Tensor>();
        for (int k = 0; k < results.length; k++) {
            if (results[k].requiresGrad()) {
                outputs.add(results[k]);
                from.add(seeds[k]);
            }
        }
        @Nullable Tensor[] grads = new @Nullable Tensor[at.length];
        if (outputs.isEmpty()) {
            return grads;
        }
        GradOptions options = recorded ? Autograd.createGraph() : GradOptions.DEFAULT;
        List<@Nullable Tensor> found =
                Autograd.grad(
                        outputs,
                        wanted,
                        options.gradOutputs(from.toArray(Tensor[]::new)).allowUnused());
        int next = 0;
        for (int i = 0; i < at.length; i++) {
            if (sample.differentiable(i)) {
                grads[i] = found.get(next++);
            }
        }
        return grads;
    }

    // Second derivative: of the gradients, weighted by `directions`, in inputs and in weights

    private void second() {
        var leaves = new Tensor[x.length];
        var seeds = new Tensor[weights.length];
        var wanted = new ArrayList<Tensor>();
        for (int i = 0; i < x.length; i++) {
            leaves[i] = sample.differentiable(i) ? x[i].detach().requiresGrad_() : x[i];
            if (sample.differentiable(i)) {
                wanted.add(leaves[i]);
            }
        }
        for (int k = 0; k < weights.length; k++) {
            seeds[k] = weights[k].detach().requiresGrad_();
            wanted.add(seeds[k]);
        }
        @Nullable Tensor[] grads = gradients(leaves, seeds, true);
        Tensor sum = null;
        for (int i = 0; i < grads.length; i++) {
            Tensor g = grads[i];
            if (g != null) {
                Tensor term = g.mul(directions[i]).sum();
                sum = sum == null ? term : sum.add(term);
            }
        }
        List<@Nullable Tensor> found = new ArrayList<>();
        if (sum != null && sum.requiresGrad()) {
            found = Autograd.grad(List.of(sum), wanted, Autograd.allowUnused());
        }
        int next = 0;
        for (int i = 0; i < x.length; i++) {
            if (sample.differentiable(i)) {
                Tensor v = like(x[i]);
                double difference =
                        (weighted(moved(x, i, v, STEP), weights)
                                        - weighted(moved(x, i, v, -STEP), weights))
                                / (2 * STEP);
                double actual = found.isEmpty() ? 0 : dot(found.get(next++), v);
                compare("second derivative in input " + i, actual, difference);
            }
        }
        for (int k = 0; k < weights.length; k++) {
            Tensor v = like(weights[k]);
            double difference =
                    (weighted(x, moved(weights, k, v, STEP))
                                    - weighted(x, moved(weights, k, v, -STEP)))
                            / (2 * STEP);
            double actual = found.isEmpty() ? 0 : dot(found.get(next++), v);
            compare("second derivative in the gradient of result " + k, actual, difference);
        }
    }

    private double weighted(Tensor[] inputs, Tensor[] seeds) {
        @Nullable Tensor[] grads = gradients(inputs, seeds, false);
        double sum = 0;
        for (int i = 0; i < grads.length; i++) {
            sum += dot(grads[i], directions[i]);
        }
        return sum;
    }

    // Forward mode

    private void forwardMode() {
        var values = new Values(x, run(x));
        @Nullable Tensor[] all = new @Nullable Tensor[x.length];
        double together = 0;
        for (int i = 0; i < x.length; i++) {
            if (sample.differentiable(i)) {
                @Nullable Tensor[] one = new @Nullable Tensor[x.length];
                all[i] = directions[i];
                one[i] = directions[i];
                double difference = difference(i);
                together += difference;
                compare("tangent of input " + i, tangent(one, values), difference);
            }
        }
        compare("tangent of all inputs", tangent(all, values), together);
    }

    private double tangent(@Nullable Tensor[] t, Values values) {
        try (var _ = Autograd.noGrad()) {
            @Nullable Tensor[] tangents = sample.op().jvp(t, values);
            double sum = 0;
            for (int k = 0; k < tangents.length; k++) {
                Tensor tangent = tangents[k];
                if (tangent != null) {
                    if (!tangent.shape().equals(values.result(k).shape())) {
                        problems.add(
                                "tangent of result "
                                        + k
                                        + " has shape "
                                        + tangent.shape()
                                        + ", the result "
                                        + values.result(k).shape());
                        return Double.NaN;
                    }
                    sum += dot(tangent, weights[k]);
                }
            }
            return sum;
        }
    }
}
