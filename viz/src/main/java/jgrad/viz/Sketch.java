package jgrad.viz;

import jgrad.viz.Picture.Arrow;
import jgrad.viz.Picture.Direction;
import jgrad.viz.Picture.Vertex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a layout has to place. Labels of arrows are items of their own, between the two ends of
/// their arrow, so that they never lie on anything else. Links follow the computation, whichever
/// way an arrow points.
final class Sketch {
    /// With more vertices than this, labels are tooltips.
    private static final int MOST_WITH_LABELS = 250;

    /// The sizes of the items: first the vertices of the picture, then the labels.
    final List<Frame> frames;

    /// Which items are ellipses.
    final boolean[] round;

    /// For each link the item it starts from.
    final int[] tails;

    /// For each link the item it ends at.
    final int[] heads;

    /// For each arrow the item that is its label, or -1.
    final int[] labels;

    /// For each arrow its first link; an arrow with a label has two, one after the other.
    final int[] firstLink;

    final Direction direction;

    private Sketch(
            List<Frame> frames,
            boolean[] round,
            int[] tails,
            int[] heads,
            int[] labels,
            int[] firstLink,
            Direction direction) {
        this.frames = frames;
        this.round = round;
        this.tails = tails;
        this.heads = heads;
        this.labels = labels;
        this.firstLink = firstLink;
        this.direction = direction;
    }

    static Sketch of(Picture picture) {
        List<Vertex> vertices = picture.vertices();
        List<Arrow> arrows = picture.arrows();
        boolean labelled = vertices.size() <= MOST_WITH_LABELS;
        var frames = new ArrayList<Frame>(vertices.stream().map(Frame::of).toList());
        int[] tails = new int[2 * arrows.size()];
        int[] heads = new int[2 * arrows.size()];
        int[] labels = new int[arrows.size()];
        int[] firstLink = new int[arrows.size()];
        int links = 0;
        for (int i = 0; i < arrows.size(); i++) {
            Arrow arrow = arrows.get(i);
            firstLink[i] = links;
            labels[i] = -1;
            tails[links] = arrow.tail();
            if (labelled && !arrow.label().isEmpty()) {
                labels[i] = frames.size();
                frames.add(Frame.ofLabel(arrow.label()));
                heads[links++] = labels[i];
                tails[links] = labels[i];
            }
            heads[links++] = arrow.head();
        }
        boolean[] round = new boolean[frames.size()];
        for (int v = 0; v < vertices.size(); v++) {
            round[v] = vertices.get(v).kind().outline == Kind.Outline.ELLIPSE;
        }
        return new Sketch(
                frames,
                round,
                Arrays.copyOf(tails, links),
                Arrays.copyOf(heads, links),
                labels,
                firstLink,
                picture.direction());
    }

    int items() {
        return frames.size();
    }

    int links() {
        return tails.length;
    }
}
