package jgrad.viz;

import static jgrad.viz.Frame.LABEL_SIZE;

import jgrad.viz.Picture.Arrow;
import jgrad.viz.Picture.Direction;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

/// Draws a picture as SVG: heading, graph, legend. Looks are attributes of the elements, for a
/// style sheet inside an inline SVG would reach the page around it; there are no ids, so that a
/// page can hold many pictures.
final class Svg {
    static final String INK = "#0f172a";
    static final String QUIET = "#475569";

    private static final String PAPER = "#fcfcfb";
    private static final String RULE = "#e2e8f0";
    private static final double MARGIN = 20;
    private static final double HEADING_SIZE = 17;
    private static final double NOTE_SIZE = 12.5;
    private static final double NARROWEST = 420;

    /// Up to this width graph and legend stand side by side.
    private static final double PAGE = 900;

    /// The legend of a graph that is taller, and wide too, stands above it, where it is seen first.
    private static final double TALL = 1_400;

    private final Picture picture;
    private final Sketch sketch;
    private final Placement placement;
    private final Xml xml = new Xml();

    private Svg(Picture picture) {
        this.picture = picture;
        this.sketch = Sketch.of(picture);
        this.placement = place(sketch);
    }

    static String text(Picture picture) {
        return new Svg(picture).draw();
    }

    /// A graph that the library cannot place, or not soon, is still drawn.
    private static Placement place(Sketch sketch) {
        if (!LibraryLayout.copesWith(sketch)) {
            return LayeredLayout.place(sketch);
        }
        try {
            return LibraryLayout.place(sketch);
        } catch (ExecutionException unplaceable) {
            return LayeredLayout.place(sketch);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return LayeredLayout.place(sketch);
        }
    }

    /// The corners of graph and legend below the heading, and the size of both together.
    private record Page(
            Legend legend,
            double graphX,
            double graphY,
            double legendX,
            double legendY,
            double width,
            double height) {}

    private Page page() {
        double graphWidth = placement.width;
        double graphHeight = placement.height;
        double heading = TextSize.title(picture.title(), HEADING_SIZE);
        var column = Legend.column(picture);
        double beside = graphWidth + 2 * MARGIN + column.width();
        if (beside <= PAGE && graphHeight > 0.7 * column.height()) {
            double width = Math.max(beside, Math.max(heading, NARROWEST));
            double height = Math.max(graphHeight, column.height());
            double graphX = (width - beside) / 2;
            return new Page(
                    column,
                    graphX,
                    (height - graphHeight) / 2,
                    width - column.width(),
                    0,
                    width,
                    height);
        }
        double width = Math.max(graphWidth, Math.max(heading, NARROWEST));
        var legend = Legend.of(picture, width);
        double height = graphHeight + MARGIN + legend.height();
        double graphX = (width - graphWidth) / 2;
        return graphHeight > TALL
                ? new Page(legend, graphX, legend.height() + MARGIN, 0, 0, width, height)
                : new Page(legend, graphX, 0, 0, graphHeight + MARGIN, width, height);
    }

    private String draw() {
        Page page = page();
        List<String> notes =
                picture.notes().stream()
                        .flatMap(note -> Legend.wrapped(note, NOTE_SIZE, page.width()).stream())
                        .toList();
        double top =
                MARGIN
                        + (picture.title().isEmpty() ? 0 : HEADING_SIZE + 8)
                        + notes.size() * (NOTE_SIZE + 5)
                        + 10;
        double width = page.width() + 2 * MARGIN;
        double height = top + page.height() + MARGIN;

        xml.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "width",
                width,
                "height",
                height,
                "viewBox",
                "0 0 " + Xml.number(width) + " " + Xml.number(height),
                "role",
                "img",
                "aria-label",
                picture.title(),
                "font-family",
                TextSize.TITLE_FONT,
                "style",
                "max-width:100%;height:auto");
        xml.raw("\n").element("title", picture.title()).element("desc", description());
        xml.empty(
                "rect",
                "x",
                0.5,
                "y",
                0.5,
                "width",
                width - 1,
                "height",
                height - 1,
                "rx",
                8.0,
                "fill",
                PAPER,
                "stroke",
                RULE);
        heading(notes);
        xml.open("g", "transform", translate(MARGIN + page.graphX(), top + page.graphY()))
                .raw("\n");
        for (int i = 0; i < picture.arrows().size(); i++) {
            arrow(picture.arrows().get(i), i);
        }
        for (int v = 0; v < picture.vertices().size(); v++) {
            Shapes.vertex(xml, picture.vertices().get(v), placement.x[v], placement.y[v]);
        }
        xml.close("g");
        xml.open("g", "transform", translate(MARGIN + page.legendX(), top + page.legendY()))
                .raw("\n");
        page.legend().draw(xml);
        return xml.close("g").close("svg").toString();
    }

    private void heading(List<String> notes) {
        double y = MARGIN;
        if (!picture.title().isEmpty()) {
            y += HEADING_SIZE;
            xml.element(
                    "text",
                    picture.title(),
                    "x",
                    MARGIN,
                    "y",
                    y - 2,
                    "font-size",
                    HEADING_SIZE,
                    "font-weight",
                    "600",
                    "fill",
                    INK);
            y += 8;
        }
        for (String note : notes) {
            y += NOTE_SIZE + 5;
            xml.element(
                    "text", note, "x", MARGIN, "y", y - 6, "font-size", NOTE_SIZE, "fill", QUIET);
        }
    }

    private void arrow(Arrow arrow, int index) {
        ArrowKind flow = arrow.flow();
        int first = sketch.firstLink[index];
        int label = sketch.labels[index];
        double[] start = placement.curves[first];
        xml.open(
                        "g",
                        "fill",
                        "none",
                        "stroke",
                        flow.colour,
                        "stroke-width",
                        1.6,
                        "data-flow",
                        flow.name().toLowerCase(Locale.ROOT))
                .raw("\n");
        String tooltip = arrow.tooltip().isEmpty() ? arrow.label() : arrow.tooltip();
        if (!tooltip.isEmpty()) {
            xml.element("title", tooltip);
        }
        boolean headAtStart = flow.head && flow.backwards();
        boolean headAtEnd = flow.head && !flow.backwards();
        if (label < 0) {
            Shapes.curve(xml, flow, start, headAtStart, headAtEnd);
        } else {
            Shapes.curve(xml, flow, throughLabel(start, label, true), headAtStart, false);
            Shapes.curve(
                    xml,
                    flow,
                    throughLabel(placement.curves[first + 1], label, false),
                    false,
                    headAtEnd);
            xml.element(
                    "text",
                    arrow.label(),
                    "x",
                    placement.x[label],
                    "y",
                    placement.y[label] + LABEL_SIZE * 0.35,
                    "text-anchor",
                    "middle",
                    "font-family",
                    TextSize.VALUE_FONT,
                    "font-size",
                    LABEL_SIZE,
                    "stroke",
                    "none",
                    "fill",
                    flow.colour);
        }
        xml.close("g");
    }

    /// The half of an arrow that ends at its label, or begins there. A straight half is bent so
    /// that both halves meet the label in the direction of the layout: the eye then follows one
    /// line.
    private double[] throughLabel(double[] curve, int label, boolean ends) {
        if (curve.length != 8) {
            return curve;
        }
        boolean down = sketch.direction == Direction.DOWN;
        Frame frame = sketch.frames.get(label);
        double sign = ends ? -1 : 1;
        double x = placement.x[label] + (down ? 0 : sign * frame.width() / 2);
        double y = placement.y[label] + (down ? sign * frame.height() / 2 : 0);
        double farX = ends ? curve[0] : curve[6];
        double farY = ends ? curve[1] : curve[7];
        double bend = 0.5 * Math.abs(down ? farY - y : farX - x);
        double nearX = x + (down ? 0 : sign * bend);
        double nearY = y + (down ? sign * bend : 0);
        double turnX = farX + (nearX - farX) / 2;
        double turnY = farY + (nearY - farY) / 2;
        return ends
                ? new double[] {farX, farY, turnX, turnY, nearX, nearY, x, y}
                : new double[] {x, y, nearX, nearY, turnX, turnY, farX, farY};
    }

    private String description() {
        int vertices = picture.vertices().size();
        int arrows = picture.arrows().size();
        return "A graph of "
                + vertices
                + " vertices and "
                + arrows
                + " arrows. "
                + String.join(" ", picture.notes());
    }

    private static String translate(double x, double y) {
        return "translate(" + Xml.number(x) + " " + Xml.number(y) + ")";
    }
}
