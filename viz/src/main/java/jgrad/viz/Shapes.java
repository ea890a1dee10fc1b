package jgrad.viz;

import static jgrad.viz.Frame.FOLD;
import static jgrad.viz.Frame.LINE_SIZE;
import static jgrad.viz.Frame.LINE_STEP;
import static jgrad.viz.Frame.TITLE_SIZE;
import static jgrad.viz.Frame.TITLE_STEP;

import jgrad.viz.Picture.Vertex;

import java.util.Locale;

/// The strokes a picture consists of.
final class Shapes {
    private static final double HEAD_LENGTH = 9;
    private static final double HEAD_HALF_WIDTH = 4;
    private static final double BADGE_RADIUS = 7.5;

    private Shapes() {}

    /// A vertex with its text, marks and tooltip, centred on a point.
    static void vertex(Xml xml, Vertex vertex, double x, double y) {
        Frame frame = Frame.of(vertex);
        boolean freed = vertex.marks().contains(Mark.FREED);
        xml.open("g", "data-kind", vertex.kind().name().toLowerCase(Locale.ROOT)).raw("\n");
        if (!vertex.tooltip().isEmpty()) {
            xml.element("title", vertex.tooltip());
        }
        outline(xml, vertex.kind(), freed, x, y, frame.width(), frame.height());
        double line = y - Frame.textHeight(vertex) / 2;
        if (!vertex.title().isEmpty()) {
            xml.element(
                    "text",
                    vertex.title(),
                    "x",
                    x,
                    "y",
                    line + TITLE_STEP / 2 + TITLE_SIZE * 0.36,
                    "text-anchor",
                    "middle",
                    "font-size",
                    TITLE_SIZE,
                    "font-weight",
                    vertex.kind() == Kind.GAP ? "400" : "600",
                    "fill",
                    freed ? Svg.QUIET : Svg.INK);
            line += TITLE_STEP;
        }
        for (String text : vertex.lines()) {
            xml.element(
                    "text",
                    text,
                    "x",
                    x,
                    "y",
                    line + LINE_STEP / 2 + LINE_SIZE * 0.36,
                    "text-anchor",
                    "middle",
                    "font-family",
                    TextSize.VALUE_FONT,
                    "font-size",
                    LINE_SIZE,
                    "fill",
                    freed ? Svg.QUIET : Svg.INK);
            line += LINE_STEP;
        }
        badges(xml, vertex, x, y, frame);
        xml.close("g");
    }

    /// Marks sit on the outline, beginning at its right end.
    private static void badges(Xml xml, Vertex vertex, double x, double y, Frame frame) {
        double a = frame.width() / 2;
        double b = frame.height() / 2;
        boolean round = vertex.kind().outline == Kind.Outline.ELLIPSE;
        double beside = round ? 0.8 * a : a - 5;
        for (Mark mark : Mark.values()) {
            if (vertex.marks().contains(mark) && !mark.badge.isEmpty()) {
                double above = round ? b * Math.sqrt(1 - beside * beside / (a * a)) + 3 : b;
                badge(xml, mark, x + beside, y - above);
                beside -= 2 * BADGE_RADIUS + 2;
            }
        }
    }

    static void badge(Xml xml, Mark mark, double x, double y) {
        xml.empty(
                "circle",
                "cx",
                x,
                "cy",
                y,
                "r",
                BADGE_RADIUS,
                "fill",
                mark.colour,
                "stroke",
                "#ffffff",
                "stroke-width",
                1.5);
        xml.element(
                "text",
                mark.badge,
                "x",
                x,
                "y",
                y + 3.5,
                "text-anchor",
                "middle",
                "font-size",
                10.0,
                "font-weight",
                "700",
                "fill",
                "#ffffff");
    }

    /// The line around a vertex, and its colour.
    static void outline(
            Xml xml, Kind kind, boolean freed, double x, double y, double width, double height) {
        double left = x - width / 2;
        double top = y - height / 2;
        Object[] look = {
            "fill", freed ? "#f8fafc" : kind.fill,
            "stroke", freed ? Mark.FREED.colour : kind.line,
            "stroke-width", kind == Kind.OUTPUT ? 2.4 : 1.5,
            "stroke-dasharray", freed ? "5 3" : kind == Kind.GAP ? "2 3" : "none"
        };
        switch (kind.outline) {
            case BOX ->
                    xml.empty(
                            "rect",
                            join(
                                    look, "x", left, "y", top, "width", width, "height", height,
                                    "rx", 4.0));
            case PILL ->
                    xml.empty(
                            "rect",
                            join(
                                    look,
                                    "x",
                                    left,
                                    "y",
                                    top,
                                    "width",
                                    width,
                                    "height",
                                    height,
                                    "rx",
                                    height / 2));
            case ELLIPSE ->
                    xml.empty(
                            "ellipse",
                            join(look, "cx", x, "cy", y, "rx", width / 2, "ry", height / 2));
            case NOTE -> {
                double fold = Math.min(FOLD, height / 3);
                String right = Xml.number(left + width - fold);
                xml.empty(
                        "path",
                        join(
                                look,
                                "stroke-linejoin",
                                "round",
                                "d",
                                "M"
                                        + point(left, top)
                                        + "H"
                                        + right
                                        + "l"
                                        + point(fold, fold)
                                        + "V"
                                        + Xml.number(top + height)
                                        + "H"
                                        + Xml.number(left)
                                        + "ZM"
                                        + right
                                        + " "
                                        + Xml.number(top)
                                        + "v"
                                        + Xml.number(fold)
                                        + "h"
                                        + Xml.number(fold)));
            }
        }
    }

    /// A chain of cubic curves, with an arrow head where one is asked for.
    static void curve(
            Xml xml, ArrowKind flow, double[] points, boolean headAtStart, boolean headAtEnd) {
        if (points.length < 8) {
            return;
        }
        double[] drawn = points.clone();
        int n = drawn.length;
        if (headAtEnd) {
            head(xml, flow, drawn, n - 2, n - 4, n - 8);
        }
        if (headAtStart) {
            head(xml, flow, drawn, 0, 2, 6);
        }
        var path = new StringBuilder("M").append(point(drawn[0], drawn[1]));
        for (int i = 2; i < n; i += 6) {
            path.append("C")
                    .append(point(drawn[i], drawn[i + 1]))
                    .append(' ')
                    .append(point(drawn[i + 2], drawn[i + 3]))
                    .append(' ')
                    .append(point(drawn[i + 4], drawn[i + 5]));
        }
        if (flow.dashes.isEmpty()) {
            xml.empty("path", "d", path);
        } else {
            xml.empty("path", "d", path, "stroke-dasharray", flow.dashes);
        }
    }

    /// Draws the head and ends the line inside it. The direction is that of the nearest control
    /// point that is not the tip itself.
    private static void head(
            Xml xml, ArrowKind flow, double[] points, int tip, int control, int otherEnd) {
        double x = points[tip];
        double y = points[tip + 1];
        double dx = x - points[control];
        double dy = y - points[control + 1];
        if (Math.hypot(dx, dy) < 1) {
            dx = x - points[otherEnd];
            dy = y - points[otherEnd + 1];
        }
        double length = Math.max(Math.hypot(dx, dy), 1e-9);
        dx /= length;
        dy /= length;
        double backX = x - HEAD_LENGTH * dx;
        double backY = y - HEAD_LENGTH * dy;
        xml.empty(
                "path",
                "d",
                "M"
                        + point(x, y)
                        + "L"
                        + point(backX - HEAD_HALF_WIDTH * dy, backY + HEAD_HALF_WIDTH * dx)
                        + "L"
                        + point(backX + HEAD_HALF_WIDTH * dy, backY - HEAD_HALF_WIDTH * dx)
                        + "Z",
                "fill",
                flow.colour,
                "stroke",
                "none");
        points[tip] = x - 0.7 * HEAD_LENGTH * dx;
        points[tip + 1] = y - 0.7 * HEAD_LENGTH * dy;
    }

    private static String point(double x, double y) {
        return Xml.number(x) + " " + Xml.number(y);
    }

    private static Object[] join(Object[] first, Object... second) {
        Object[] both = new Object[first.length + second.length];
        System.arraycopy(second, 0, both, 0, second.length);
        System.arraycopy(first, 0, both, second.length, first.length);
        return both;
    }
}
