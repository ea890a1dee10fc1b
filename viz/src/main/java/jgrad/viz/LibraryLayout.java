package jgrad.viz;

import org.graphper.api.Graphviz;
import org.graphper.api.Line;
import org.graphper.api.Node;
import org.graphper.api.attributes.Dir;
import org.graphper.api.attributes.Layout;
import org.graphper.api.attributes.NodeShapeEnum;
import org.graphper.api.attributes.Rankdir;
import org.graphper.def.FlatPoint;
import org.graphper.draw.DrawGraph;
import org.graphper.draw.ExecuteException;
import org.graphper.draw.LineDrawProp;
import org.graphper.draw.NodeDrawProp;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// The layout of graph-support, a Java version of Graphviz's `dot`. It only places: all items have
/// a fixed size and no text, so that it needs no fonts and no AWT.
final class LibraryLayout {
    private static final double POINTS_PER_INCH = Graphviz.PIXEL;
    private static final double INCHES_BETWEEN_RANKS = 0.36;
    private static final double INCHES_BETWEEN_NEIGHBOURS = 0.3;

    /// Up to this many crossings of ranks the careful method is tried too, which took 0.3 s for 200
    /// and 8 s for 800, where the quick one took 0.4 s.
    private static final int CAREFUL = 250;

    /// The quick method took 1.4 s for 3,000 crossings and 8 s for 13,000.
    private static final int QUICK = 5_000;

    /// The careful method draws prettier trees, but lets the layers of a deep network drift
    /// sideways.
    private static final double CLEARLY_SMALLER = 0.5;

    /// The library recurses along the ranks: 1,000 of them overflow an ordinary stack.
    private static final long STACK_BYTES = 512L << 20;

    static {
        // Without a provider SLF4J writes three lines to the user's console; pictures have nothing
        // to log.
        if (System.getProperty("slf4j.internal.verbosity") == null) {
            System.setProperty("slf4j.internal.verbosity", "ERROR");
        }
    }

    private LibraryLayout() {}

    /// Whether the library places this in a few seconds at most.
    static boolean copesWith(Sketch sketch) {
        return LayeredLayout.crossings(sketch) <= QUICK;
    }

    static Placement place(Sketch sketch) throws ExecutionException, InterruptedException {
        var task = new FutureTask<>(() -> placeOnThisThread(sketch));
        var thread = new Thread(null, task, "jgrad-layout", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        return task.get();
    }

    private static Placement placeOnThisThread(Sketch sketch) throws ExecuteException {
        Placement quick = place(sketch, Layout.DOTQ);
        if (LayeredLayout.crossings(sketch) > CAREFUL) {
            return quick;
        }
        Placement careful = place(sketch, Layout.DOT);
        return quick.width * quick.height < CLEARLY_SMALLER * careful.width * careful.height
                ? quick
                : careful;
    }

    private static Placement place(Sketch sketch, Layout method) throws ExecuteException {
        var graph =
                Graphviz.digraph()
                        .rankdir(
                                sketch.direction == Picture.Direction.DOWN
                                        ? Rankdir.TB
                                        : Rankdir.LR)
                        .rankSep(INCHES_BETWEEN_RANKS)
                        .nodeSep(INCHES_BETWEEN_NEIGHBOURS);
        var nodes = new Node[sketch.items()];
        for (int i = 0; i < nodes.length; i++) {
            Frame frame = sketch.frames.get(i);
            nodes[i] =
                    Node.builder()
                            .id("n" + i)
                            .label("")
                            .fixedSize(true)
                            .width(frame.width() / POINTS_PER_INCH)
                            .height(frame.height() / POINTS_PER_INCH)
                            .shape(sketch.round[i] ? NodeShapeEnum.ELLIPSE : NodeShapeEnum.RECT)
                            .build();
            graph.addNode(nodes[i]);
        }
        var lines = new Line[sketch.links()];
        for (int i = 0; i < lines.length; i++) {
            lines[i] =
                    Line.builder(nodes[sketch.tails[i]], nodes[sketch.heads[i]])
                            .dir(Dir.NONE)
                            .build();
            graph.addLine(lines[i]);
        }
        return read(sketch, method.getLayoutEngine().layout(graph.build()), nodes, lines);
    }

    private static Placement read(Sketch sketch, DrawGraph drawn, Node[] nodes, Line[] lines) {
        double[] x = new double[nodes.length];
        double[] y = new double[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            NodeDrawProp placed = drawn.getNodeDrawProp(nodes[i]);
            x[i] = placed.getX();
            y[i] = placed.getY();
        }
        double[][] curves = new double[lines.length][];
        for (int i = 0; i < lines.length; i++) {
            LineDrawProp placed = drawn.getLineDrawProp(lines[i]);
            double[] points = new double[2 * placed.size()];
            int at = 0;
            for (FlatPoint point : placed) {
                points[at++] = point.getX();
                points[at++] = point.getY();
            }
            curves[i] = placed.isBesselCurve() ? points : straight(points);
        }
        return Placement.normalised(sketch, x, y, curves);
    }

    private static double[] straight(double[] points) {
        int pieces = points.length / 2 - 1;
        double[] curve = new double[2 + 6 * pieces];
        for (int i = 0; i < pieces; i++) {
            double[] line =
                    Placement.line(
                            points[2 * i], points[2 * i + 1], points[2 * i + 2], points[2 * i + 3]);
            System.arraycopy(line, 0, curve, 6 * i, line.length);
        }
        return curve;
    }
}
