package jgrad.viz;

import jgrad.Tensor;
import jgrad.autograd.AccumulateGrad;
import jgrad.autograd.Node;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the backward view says about gradients. A gradient that was computed for the picture is
/// written as a derivative where both tensors have names, as in `∂a/∂w = 3.`; one that was found in
/// a tensor is written as such, as in `w.grad = 3.`, for it may be the sum of several passes.
final class GradientWords {
    private final GraphWalk walk;
    private final Known known;
    private final List<Tensor> outputs;
    private final @Nullable GradientFlow flow;

    /// How often each output of a node is used: with several uses, none of the edges has the whole
    /// gradient.
    private final Map<Long, Integer> uses = new HashMap<>();

    private final @Nullable String derivativeOf;

    GradientWords(GraphWalk walk, Known known, List<Tensor> outputs, @Nullable GradientFlow flow) {
        this.walk = walk;
        this.known = known;
        this.outputs = outputs;
        this.flow = flow;
        for (int edge = 0; edge < walk.connections(); edge++) {
            uses.merge(key(walk.producers[edge], walk.outputs[edge]), 1, Integer::sum);
        }
        for (Tensor output : outputs) {
            Node node = output.gradFn();
            if (node != null) {
                uses.merge(key(walk.indexOf(node), output.outputNr()), 1, Integer::sum);
            }
        }
        boolean derivative =
                flow != null
                        && !outputs.isEmpty()
                        && flow.start().numel() == 1
                        && flow.start().toDouble() == 1;
        this.derivativeOf = derivative ? TensorWords.name(outputs.getFirst()) : null;
    }

    private static long key(int node, int output) {
        return (long) node << 32 | output;
    }

    private boolean usedOnce(int node, int k) {
        return uses.getOrDefault(key(node, k), 0) <= 1;
    }

    /// The gradient on its way along an edge; empty if it is not known.
    String along(int edge) {
        int producer = walk.producers[edge];
        int k = walk.outputs[edge];
        Tensor tensor = tensor(walk.nodes.get(producer), k);
        boolean whole = usedOnce(producer, k);
        if (flow == null) {
            return tensor == null || !whole ? "" : found(tensor);
        }
        Tensor gradient = flow.along(edge);
        return gradient == null ? "None" : computed(gradient, whole ? tensor : null);
    }

    /// The gradients that several uses have added up in a node.
    List<String> inside(Node node) {
        var lines = new ArrayList<String>();
        int index = walk.indexOf(node);
        for (int k = 0; k < node.outputs(); k++) {
            if (usedOnce(index, k)) {
                continue;
            }
            Tensor tensor = tensor(node, k);
            Tensor sum = flow == null ? null : flow.arrived(index, k);
            if (sum != null) {
                String words = computed(sum, tensor);
                lines.add(words.startsWith("∂") ? words : "sum = " + words);
            } else if (tensor != null && !found(tensor).isEmpty()) {
                lines.add(found(tensor));
            }
        }
        return lines;
    }

    /// The gradient that enters the graph at an output.
    String of(Tensor output) {
        return flow != null && output == outputs.getFirst()
                ? computed(flow.start(), output)
                : found(output);
    }

    private @Nullable Tensor tensor(Node node, int k) {
        return node instanceof AccumulateGrad leaf ? leaf.variable() : known.output(node, k);
    }

    private String computed(Tensor gradient, @Nullable Tensor with) {
        String label = TensorWords.label(gradient);
        String name = with == null || derivativeOf == null ? null : TensorWords.name(with);
        return name == null || gradient.numel() > 1
                ? label
                : "∂" + derivativeOf + "/∂" + name + " = " + label;
    }

    private static String found(Tensor tensor) {
        if (!tensor.isLeaf() && !tensor.retainsGrad()) {
            return "";
        }
        Tensor gradient = tensor.grad();
        if (gradient == null) {
            return "";
        }
        String name = TensorWords.name(tensor);
        return (name == null ? "grad = " : name + ".grad = ") + TensorWords.label(gradient);
    }
}
