package jgrad.viz;

import jgrad.Tensor;
import jgrad.autograd.AccumulateGrad;
import jgrad.autograd.Node;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A picture of the graph behind tensors or nodes, in one of two views.
///
/// [#forward(Tensor...)] shows the computation: which operations made the tensor, from which leaves
/// and constants, with shapes and, for small tensors, values. [#backward(Tensor...)] shows the
/// nodes through which gradients flow back, what they have saved, where hooks run, what is freed,
/// and the gradients as far as they are known.
///
/// ```java
/// var u = w.mul(x).named("u");
/// var a = relu(u.add(b)).named("a");
/// GraphPicture.forward(a).save(Path.of("forward.svg"));
/// GraphPicture.backward(a).gradients(tensor(1.0)).save(Path.of("backward.svg"));
/// ```
///
/// Names given with [Tensor#named(String)] are shown. A graph does not keep the tensors it went
/// through; those which nothing holds any more are shown by their shapes, unless
/// [#knowing(Tensor...)] tells them.
///
/// Making a picture changes nothing and runs no code of the user, except with [#gradients(Tensor)].
public final class GraphPicture {
    /// Up to this many operations, saved tensors are shown without being asked for.
    private static final int FEW = 24;

    private final boolean backward;
    final List<Tensor> outputs;
    private final List<Node> roots;
    final List<Tensor> known = new ArrayList<>();
    private String title;
    private @Nullable Boolean saved;
    private @Nullable Tensor start;
    private Picture.Direction direction = Picture.Direction.DOWN;
    private int limit = Picture.LIMIT;

    private GraphPicture(boolean backward, List<Tensor> outputs, List<Node> roots) {
        this.backward = backward;
        this.outputs = outputs;
        this.roots = roots;
        String of = outputs.isEmpty() ? roots.getFirst().name() : nameOf(outputs.getFirst());
        this.title = backward ? "Gradients flowing back from " + of : "Computation of " + of;
    }

    private static String nameOf(Tensor output) {
        String name = TensorWords.name(output);
        return name == null ? "the output" : name;
    }

    /// The computation that led to these tensors.
    public static GraphPicture forward(Tensor... outputs) {
        return of(false, outputs);
    }

    /// The computation that this node is the last step of.
    public static GraphPicture forward(Node node) {
        return new GraphPicture(false, List.of(), List.of(node));
    }

    /// The way of gradients back from these tensors.
    public static GraphPicture backward(Tensor... outputs) {
        return of(true, outputs);
    }

    /// The way of gradients back from this node.
    public static GraphPicture backward(Node node) {
        return new GraphPicture(true, List.of(), List.of(node));
    }

    private static GraphPicture of(boolean backward, Tensor... outputs) {
        if (outputs.length == 0) {
            throw new IllegalArgumentException(
                    "GraphPicture: there is no tensor to start from; give at least one.");
        }
        var roots = new ArrayList<Node>();
        for (Tensor output : outputs) {
            Node node = output.gradFn();
            if (node != null) {
                roots.add(node);
            }
        }
        return new GraphPicture(backward, List.of(outputs), roots);
    }

    /// The heading; without it, one that names the first output.
    public GraphPicture title(String text) {
        title = text;
        return this;
    }

    /// Tells the picture of tensors of the graph that the graph does not hold itself, so that it
    /// can show their values.
    public GraphPicture knowing(Tensor... tensors) {
        known.addAll(List.of(tensors));
        return this;
    }

    /// Whether saved tensors are shown in the backward view; without a word, in small graphs.
    public GraphPicture saved(boolean shown) {
        saved = shown;
        return this;
    }

    /// Where the computation goes on the page. Downwards, unless told otherwise.
    public GraphPicture direction(Picture.Direction value) {
        direction = value;
        return this;
    }

    /// The most nodes drawn one by one; in a larger graph the two ends are drawn and the rest is
    /// summarised.
    public GraphPicture limit(int nodes) {
        if (nodes < 1) {
            throw new IllegalArgumentException(
                    "GraphPicture: the limit is " + nodes + " nodes, expected 1 or more.");
        }
        limit = Math.min(nodes, Picture.LIMIT);
        return this;
    }

    /// Computes, for the backward view, the gradient along every edge, by calling the nodes by hand
    /// with this gradient of the first output. That changes no `grad()`, but runs the nodes' hooks.
    ///
    /// In a graph that is freed, or summarised, nothing is computed.
    public GraphPicture gradients(Tensor ofOutput) {
        start = ofOutput;
        return this;
    }

    /// The picture.
    public Picture picture() {
        var walk = new GraphWalk(roots);
        var digest = Digest.of(walk.nodes.size(), walk.producers, walk.consumers, limit);
        var drawing = new GraphDrawing(this, walk, digest);
        if (!backward) {
            return drawing.forward();
        }
        long operations =
                walk.nodes.stream().filter(node -> !(node instanceof AccumulateGrad)).count();
        var flow =
                start == null || digest.leavesOut()
                        ? null
                        : GradientFlow.from(walk, outputs, start);
        return drawing.backward(saved == null ? operations <= FEW : saved, flow);
    }

    /// The picture as a self-contained SVG document.
    public String svg() {
        return picture().svg();
    }

    /// The picture as text for Graphviz.
    public String dot() {
        return picture().dot();
    }

    /// Writes the SVG document to a file and returns the file's path.
    public Path save(Path file) {
        return picture().save(file);
    }

    Picture.Builder builder() {
        return Picture.titled(title).direction(direction);
    }
}
