package jgrad.conformance.scenarios;

import static jgrad.Tensors.ones;
import static jgrad.Tensors.tensor;
import static jgrad.conformance.scenarios.Console.tuple;

import jgrad.Tensor;
import jgrad.autograd.AccumulateGrad;
import jgrad.autograd.Autograd;
import jgrad.autograd.Edge;
import jgrad.autograd.Node;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.UnaryOperator;

/// Passes through the graph, and walks in it.
final class BackwardPasses {
    private BackwardPasses() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of("backward_twice", BackwardPasses::backwardTwice),
                Scenario.of("backward_twice_no_saved", BackwardPasses::backwardTwiceNoSaved),
                Scenario.of("retain_graph", BackwardPasses::retainGraph),
                Scenario.of("nonscalar_backward", BackwardPasses::nonscalar),
                Scenario.of("nonscalar_backward_grad", BackwardPasses::nonscalarWithGradient),
                Scenario.of("no_grad_backward", c -> tensor(1., 2.).sum().backward()),
                Scenario.of("accumulation", BackwardPasses::accumulation),
                Scenario.of("accumulation_create_graph", BackwardPasses::accumulationCreateGraph)
                        .withoutWarning(
                                """
                                tensor([ 3., 12.], grad_fn=<CopyBackwards>)
                                tensor([ 9., 24.], grad_fn=<CopyBackwards>)
                                """),
                Scenario.of("autograd_grad", BackwardPasses::autogradGrad),
                Scenario.of("allow_unused", BackwardPasses::allowUnused),
                Scenario.of("grad_no_requires", BackwardPasses::gradNoRequires),
                Scenario.of("grad_only_nonleaf", BackwardPasses::gradOnlyNonleaf),
                Scenario.of("backward_inputs", BackwardPasses::backwardInputs),
                Scenario.of("double_backward", BackwardPasses::doubleBackward),
                Scenario.of("double_backward_names", BackwardPasses::doubleBackwardNames),
                Scenario.of("accumulate_grad_variable", BackwardPasses::accumulateGradVariable),
                Scenario.of("saved_attrs", BackwardPasses::savedAttributes));
    }

    private static void backwardTwice(Console c) {
        var x = tensor(1., 2.).requiresGrad_();
        var y = x.mul(x).sum();
        y.backward();
        c.print(x.grad());
        y.backward();
    }

    private static void backwardTwiceNoSaved(Console c) {
        var x = tensor(1., 2.).requiresGrad_();
        var y = x.add(1).sum();
        y.backward();
        y.backward();
        c.print(x.grad());
    }

    private static void retainGraph(Console c) {
        var x = tensor(1., 2.).requiresGrad_();
        var y = x.mul(x).sum();
        y.backward(Autograd.retainGraph());
        y.backward();
        c.print(x.grad());
        x.grad().zero_();
        c.print(x.grad());
        x.setGrad(null);
        c.print(x.grad());
    }

    private static void nonscalar(Console c) {
        tensor(1., 2.).requiresGrad_().mul(2).backward();
    }

    private static void nonscalarWithGradient(Console c) {
        var x = tensor(1., 2.).requiresGrad_();
        x.mul(2).backward(tensor(1., 10.));
        c.print(x.grad());
        x.mul(2).backward(ones(3));
    }

    private static void accumulation(Console c) {
        var x = tensor(1., 2.).requiresGrad_();
        var y = x.mul(2).add(x.mul(x)).add(x);
        y.sum().backward();
        c.print(x.grad());
        var g = x.grad();
        x.mul(5).sum().backward();
        c.print(x.grad(), g == x.grad());
    }

    private static void accumulationCreateGraph(Console c) {
        var x = tensor(1., 2.).requiresGrad_();
        x.pow(3).sum().backward(Autograd.createGraph());
        c.print(x.grad());
        x.grad().sum().backward();
        c.print(x.grad());
    }

    private static void autogradGrad(Console c) {
        var x = tensor(1., 2.).requiresGrad_();
        var w = tensor(3.).requiresGrad_();
        var y = w.mul(x).mul(x).sum();
        c.print(Autograd.grad(y, x, w));
        c.print(x.grad(), w.grad());
        var z = x.mul(2);
        c.print(
                Autograd.grad(
                        List.of(z, z.sum()),
                        List.of(x),
                        Autograd.gradOutputs(tensor(1., 2.), null)));
    }

    private static void allowUnused(Console c) {
        var x = tensor(1.).requiresGrad_();
        var u = tensor(1.).requiresGrad_();
        c.print(Autograd.grad(List.of(x.mul(2)), List.of(x, u), Autograd.allowUnused()));
        Autograd.grad(x.mul(2), x, u);
    }

    private static void gradNoRequires(Console c) {
        var x = tensor(1.).requiresGrad_();
        var u = tensor(1.);
        Autograd.grad(x.mul(u), u);
    }

    private static void gradOnlyNonleaf(Console c) {
        var x = tensor(1., 2.).requiresGrad_();
        x.registerHook(g -> {
            c.print("leaf hook", g);
            return null;
        });
        var y = x.mul(2);
        y.registerHook(g -> {
            c.print("y hook", g);
            return null;
        });
        c.print(Autograd.grad(y.mul(y).sum(), List.of(y)));
        c.print(x.grad());
    }

    private static void backwardInputs(Console c) {
        var a = tensor(2.).requiresGrad_();
        var b = tensor(3.).requiresGrad_();
        a.mul(b).backward(Autograd.inputs(a));
        c.print(a.grad(), b.grad());
        a.mul(b).backward(Autograd.inputs(new Tensor[0]));
    }

    private static void doubleBackward(Console c) {
        var x = tensor(2.).requiresGrad_();
        var g1 = derivative(x.pow(4), x);
        var g2 = derivative(g1, x);
        var g3 = derivative(g2, x);
        var g4 = Autograd.grad(g3, x);
        c.print(g1, g2, g3, g4);
        c.print(g4.requiresGrad());
    }

    private static Tensor derivative(Tensor y, Tensor x) {
        return Autograd.grad(y, x, Autograd.createGraph());
    }

    private static void doubleBackwardNames(Console c) {
        var x = tensor(0.5).requiresGrad_();
        List<UnaryOperator<Tensor>> functions =
                List.of(Tensor::tanh, Tensor::sigmoid, Tensor::exp, Tensor::relu);
        for (UnaryOperator<Tensor> f : functions) {
            walk(c, derivative(f.apply(x), x).gradFn(), 0);
        }
    }

    private static void walk(Console c, @Nullable Node node, int depth) {
        if (node == null || depth > 3) {
            return;
        }
        c.print("  ".repeat(depth) + node.name());
        for (Edge edge : node.nextFunctions()) {
            walk(c, edge.node(), depth + 1);
        }
    }

    private static void accumulateGradVariable(Console c) {
        var x = ones(2).requiresGrad_();
        var y = x.mul(2);
        var z = x.mul(3);
        var a = (AccumulateGrad) y.gradFn().nextFunctions().get(0).node();
        var b = z.gradFn().nextFunctions().get(0).node();
        c.print(a == b, a.variable() == x, a.name());
        a.apply(tensor(1., 2.));
        c.print(x.grad());
    }

    private static void savedAttributes(Console c) {
        var x = tensor(1., 2.).requiresGrad_();
        var y = x.pow(3);
        c.print(y.gradFn().saved("exponent"), y.gradFn().saved("self"));
        var z = tensor((Object) new double[][] {{1, 2}}).requiresGrad_().sum(1, true);
        // PyTorch lists the sizes of the input too, which are no saved value here but Node's own
        var names =
                z.gradFn().savedNames().stream().map(name -> "_saved_" + name).sorted().toList();
        var all = new java.util.ArrayList<Object>(names);
        all.add("_saved_self_sym_sizes");
        c.print(
                all,
                tuple(((List<?>) z.gradFn().saved("dim")).toArray()),
                z.gradFn().saved("keepdim"));
        y.sum().backward();
        y.gradFn().saved("self");
    }
}
