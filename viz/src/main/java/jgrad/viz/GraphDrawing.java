package jgrad.viz;

import jgrad.Tensor;
import jgrad.autograd.AccumulateGrad;
import jgrad.autograd.Context;
import jgrad.autograd.Edge;
import jgrad.autograd.Node;
import jgrad.autograd.SavedSlot;
import jgrad.viz.Picture.Arrow;
import jgrad.viz.Picture.Vertex;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Turns the nodes of a graph into the vertices and arrows of a picture.
final class GraphDrawing {
    /// A constant with more uses is drawn at each of them.
    private static final int MOST_USES = 3;

    private final GraphPicture wanted;
    private final GraphWalk walk;
    private final Digest digest;
    private final Known known = new Known();
    private final Picture.Builder picture;

    /// The vertex of each place of the digest.
    private final int[] vertices;

    GraphDrawing(GraphPicture wanted, GraphWalk walk, Digest digest) {
        this.wanted = wanted;
        this.walk = walk;
        this.digest = digest;
        this.picture = wanted.builder();
        this.vertices = new int[digest.size()];
        if (digest.leavesOut()) {
            picture.note(digest.note());
        }
        known.addAll(wanted.outputs);
        known.addAll(wanted.known);
        for (int at = 0; at < digest.size(); at++) {
            if (!digest.isGap(at)) {
                known.addAll(walk.nodes.get(digest.member(at)));
            }
        }
    }

    // Forward

    Picture forward() {
        for (int at = 0; at < vertices.length; at++) {
            Node node = walk.nodes.get(digest.member(at));
            vertices[at] =
                    picture.add(
                            digest.isGap(at)
                                    ? digest.gap(at)
                                    : node instanceof AccumulateGrad leaf
                                            ? leaf(leaf.variable(), false)
                                            : operation(node));
        }
        connectionsBetweenPlaces((edge, from, to, label) ->
                new Arrow(from, to, ArrowKind.VALUE, label ? valueOn(edge) : "", ""));
        constants((constant, consumer) -> new Arrow(constant, consumer, ArrowKind.VALUE, "", ""));
        for (Tensor output : wanted.outputs) {
            int place = placeOf(output.gradFn());
            if (place < 0) {
                picture.add(output.requiresGrad() ? leaf(output, false) : constant(output));
            } else {
                picture.arrow(vertices[place], picture.add(output(output)), ArrowKind.VALUE, "");
            }
        }
        return picture.build();
    }

    private Vertex operation(Node node) {
        boolean own = node instanceof Context;
        return new Vertex(
                own ? Kind.FUNCTION : Kind.OPERATION,
                NodeWords.forwardName(node),
                NodeWords.parameters(node),
                Set.of(),
                NodeWords.tooltip(node));
    }

    /// The value on its way from one operation to the next. Leaves show theirs themselves.
    private String valueOn(int edge) {
        Node producer = walk.nodes.get(walk.producers[edge]);
        int k = walk.outputs[edge];
        if (producer instanceof AccumulateGrad) {
            return "";
        }
        Tensor tensor = known.output(producer, k);
        String label =
                tensor == null
                        ? TensorWords.shape(producer.outputShape(k), producer.outputType(k))
                        : TensorWords.named(tensor);
        return producer.outputs() == 1 ? label : "[" + k + "] " + label;
    }

    // Backward

    Picture backward(boolean saved, @Nullable GradientFlow flow) {
        var gradients = new GradientWords(walk, known, wanted.outputs, flow);
        for (int at = 0; at < vertices.length; at++) {
            Node node = walk.nodes.get(digest.member(at));
            if (digest.isGap(at)) {
                vertices[at] = picture.add(digest.gap(at));
            } else if (node instanceof AccumulateGrad leaf) {
                vertices[at] =
                        picture.add(
                                new Vertex(
                                        Kind.ACCUMULATE,
                                        "AccumulateGrad",
                                        List.of(),
                                        marks(node),
                                        "adds what arrives to grad()"));
                picture.arrow(
                        vertices[at],
                        picture.add(leaf(leaf.variable(), true)),
                        ArrowKind.GRADIENT,
                        "");
            } else {
                vertices[at] = picture.add(backwardNode(node, gradients));
            }
        }
        connectionsBetweenPlaces((edge, from, to, label) ->
                new Arrow(to, from, ArrowKind.GRADIENT, label ? gradients.along(edge) : "", ""));
        constants((constant, consumer) ->
                new Arrow(
                        consumer, constant, ArrowKind.NOTHING, "", "this input needs no gradient"));
        if (saved) {
            saved();
        }
        for (Tensor output : wanted.outputs) {
            int place = placeOf(output.gradFn());
            if (place < 0) {
                picture.add(output.requiresGrad() ? leaf(output, true) : constant(output));
            } else {
                picture.arrow(
                        picture.add(output(output)),
                        vertices[place],
                        ArrowKind.GRADIENT,
                        gradients.of(output));
            }
        }
        return picture.build();
    }

    private Vertex backwardNode(Node node, GradientWords gradients) {
        Kind kind = node instanceof Context ? Kind.FUNCTION : Kind.OPERATION;
        return new Vertex(
                kind,
                NodeWords.shortName(node),
                gradients.inside(node),
                marks(node),
                NodeWords.tooltip(node));
    }

    private Set<Mark> marks(Node node) {
        var marks = EnumSet.noneOf(Mark.class);
        if (node.isFreed()) {
            marks.add(Mark.FREED);
        }
        if (node.hasHooks()) {
            marks.add(Mark.HOOK);
        }
        for (int k = 0; k < node.outputs(); k++) {
            Tensor tensor = known.output(node, k);
            if (tensor != null && tensor.retainsGrad()) {
                marks.add(Mark.KEEPS_GRAD);
            }
        }
        return marks;
    }

    private void saved() {
        for (int at = 0; at < vertices.length; at++) {
            Node node = walk.nodes.get(digest.member(at));
            List<SavedSlot> slots = node.savedSlots();
            if (!digest.isGap(at) && !slots.isEmpty()) {
                List<String> lines = slots.stream().map(slot -> saved(slot, node)).toList();
                Set<Mark> marks = node.isFreed() ? Set.of(Mark.FREED) : Set.of();
                int note =
                        picture.add(
                                new Vertex(
                                        Kind.SAVED,
                                        "saved",
                                        lines,
                                        marks,
                                        "kept for " + NodeWords.shortName(node)));
                picture.arrow(note, vertices[at], ArrowKind.READS, "");
            }
        }
    }

    private static String saved(SavedSlot slot, Node node) {
        Tensor tensor = slot.tensor();
        return slot.name()
                + ": "
                + (tensor != null
                        ? TensorWords.named(tensor)
                        : node.isFreed() ? "freed" : "packed by a hook");
    }

    // Both

    private interface Connection {
        Arrow arrow(int edge, int from, int to, boolean label);
    }

    private void connectionsBetweenPlaces(Connection connection) {
        var drawn = new HashSet<Long>();
        for (int edge = 0; edge < walk.connections(); edge++) {
            int from = digest.placeOf(walk.producers[edge]);
            int to = digest.placeOf(walk.consumers[edge]);
            boolean gap = digest.isGap(from) || digest.isGap(to);
            if (!gap || from != to && drawn.add((long) from << 32 | to)) {
                picture.arrow(connection.arrow(edge, vertices[from], vertices[to], !gap));
            }
        }
    }

    private interface ConstantUse {
        Arrow arrow(int constant, int consumer);
    }

    /// A tensor without gradient as an input of the node at a place; null if nothing holds it.
    private record ConstantInput(@Nullable Tensor tensor, int place) {}

    /// The inputs that need no gradient. One that is used all over the graph is drawn at each use:
    /// its arrows would cover everything.
    private void constants(ConstantUse use) {
        var inputs = new ArrayList<ConstantInput>();
        var count = new IdentityHashMap<Tensor, Integer>();
        for (int at = 0; at < vertices.length; at++) {
            Node node = walk.nodes.get(digest.member(at));
            if (digest.isGap(at) || node instanceof AccumulateGrad) {
                continue;
            }
            List<Edge> next = node.nextFunctions();
            for (int i = 0; i < next.size(); i++) {
                if (next.get(i).node() == null) {
                    Tensor tensor = constantInput(node, next, i);
                    inputs.add(new ConstantInput(tensor, at));
                    if (tensor != null) {
                        count.merge(tensor, 1, Integer::sum);
                    }
                }
            }
        }
        var shared = new IdentityHashMap<Tensor, Integer>();
        Tensor told = onlyConstantTold(inputs);
        for (ConstantInput input : inputs) {
            Tensor tensor = input.tensor() == null ? told : input.tensor();
            int vertex =
                    tensor == null
                            ? picture.add(Kind.CONSTANT, "constant")
                            : count.getOrDefault(tensor, 0) > MOST_USES
                                    ? picture.add(constant(tensor))
                                    : shared.computeIfAbsent(tensor, t -> picture.add(constant(t)));
            picture.arrow(use.arrow(vertex, vertices[input.place()]));
        }
    }

    /// A freed graph has forgotten its constants. If it had one, and the user told of one, it is
    /// that.
    private @Nullable Tensor onlyConstantTold(List<ConstantInput> inputs) {
        List<Tensor> told =
                wanted.known.stream().filter(tensor -> !tensor.requiresGrad()).distinct().toList();
        long forgotten = inputs.stream().filter(input -> input.tensor() == null).count();
        return forgotten == 1 && told.size() == 1 ? told.getFirst() : null;
    }

    /// What a user's function saved is not told apart by inputs; but one constant input and one
    /// saved constant are the same.
    private static @Nullable Tensor constantInput(Node node, List<Edge> next, int input) {
        var candidates = new ArrayList<Tensor>();
        for (SavedSlot slot : node.savedSlots()) {
            Tensor tensor = slot.tensor();
            if (tensor != null && slot.input() == input) {
                return tensor;
            }
            if (tensor != null && !tensor.requiresGrad() && node instanceof Context) {
                candidates.add(tensor);
            }
        }
        long constantInputs = next.stream().filter(edge -> edge.node() == null).count();
        return constantInputs == 1 && candidates.size() == 1 ? candidates.getFirst() : null;
    }

    private int placeOf(@Nullable Node node) {
        int index = node == null ? -1 : walk.indexOf(node);
        return index < 0 ? -1 : digest.placeOf(index);
    }

    private static Vertex leaf(Tensor leaf, boolean withGradient) {
        var lines = new ArrayList<>(TensorWords.value(leaf));
        if (withGradient) {
            Tensor gradient = leaf.grad();
            List<String> rows = gradient == null ? List.of("None") : TensorWords.value(gradient);
            lines.add("grad = " + rows.getFirst());
            lines.addAll(rows.subList(1, rows.size()));
        }
        return tensor(Kind.LEAF, leaf, "leaf", lines);
    }

    private static Vertex constant(Tensor constant) {
        return tensor(Kind.CONSTANT, constant, "constant", TensorWords.value(constant));
    }

    private static Vertex output(Tensor output) {
        return tensor(Kind.OUTPUT, output, "output", TensorWords.value(output));
    }

    private static Vertex tensor(Kind kind, Tensor tensor, String otherwise, List<String> lines) {
        String name = TensorWords.name(tensor);
        return new Vertex(
                kind, name == null ? otherwise : name, lines, Set.of(), TensorWords.shape(tensor));
    }
}
