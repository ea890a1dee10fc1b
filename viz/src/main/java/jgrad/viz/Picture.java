package jgrad.viz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A drawing of a graph before it has a form: what is to be seen, in which words, and what is
/// connected with what.
///
/// A picture is immutable and knows nothing of tensors. [GraphPicture] makes pictures of autograd
/// graphs; [Builder] makes any other:
///
/// ```java
/// var picture = Picture.titled("one product");
/// int w = picture.add(Kind.LEAF, "w", "2.");
/// int mul = picture.add(Kind.OPERATION, "mul");
/// picture.arrow(w, mul, ArrowKind.VALUE, "");
/// Files.writeString(Path.of("product.svg"), picture.build().svg());
/// ```
///
/// @param title the heading
/// @param notes sentences under the heading
/// @param vertices what is drawn
/// @param arrows how it is connected
/// @param direction where the computation goes
public record Picture(
        String title,
        List<String> notes,
        List<Vertex> vertices,
        List<Arrow> arrows,
        Direction direction) {

    /// The most vertices a picture draws one by one. Beyond it the middle of the graph is drawn as
    /// one vertex.
    public static final int LIMIT = 1_000;

    /// Where the computation goes on the page.
    public enum Direction {
        DOWN,
        RIGHT
    }

    /// One box or ellipse.
    ///
    /// @param kind what it stands for
    /// @param title its name
    /// @param lines smaller text under the name: shapes, values
    /// @param marks what else is to be known about it
    /// @param tooltip text shown while a pointer rests on it
    public record Vertex(
            Kind kind, String title, List<String> lines, Set<Mark> marks, String tooltip) {
        public Vertex {
            lines = List.copyOf(lines);
            marks = Set.copyOf(marks);
        }
    }

    /// One connection. For gradients `from` is the later operation: the arrow points to where the
    /// gradient arrives.
    ///
    /// @param from index of the vertex the arrow leaves
    /// @param to index of the vertex it points to
    /// @param flow what travels along it
    /// @param label text on it, or empty
    /// @param tooltip text shown while a pointer rests on it, or empty
    public record Arrow(int from, int to, ArrowKind flow, String label, String tooltip) {
        /// Index of the vertex that comes first when the computation runs.
        int tail() {
            return flow.backwards() ? to : from;
        }

        /// Index of the vertex that comes later when the computation runs.
        int head() {
            return flow.backwards() ? from : to;
        }
    }

    public Picture {
        notes = List.copyOf(notes);
        vertices = List.copyOf(vertices);
        arrows = List.copyOf(arrows);
        for (Arrow arrow : arrows) {
            checkIndex(arrow.from(), vertices.size(), arrow);
            checkIndex(arrow.to(), vertices.size(), arrow);
        }
    }

    private static void checkIndex(int vertex, int count, Arrow arrow) {
        if (vertex < 0 || vertex >= count) {
            throw new IndexOutOfBoundsException(
                    "Picture: "
                            + arrow
                            + " names vertex "
                            + vertex
                            + ", but there are "
                            + count
                            + " vertices (0 to "
                            + (count - 1)
                            + ").");
        }
    }

    /// Starts an empty picture.
    public static Builder titled(String title) {
        return new Builder(title);
    }

    /// The picture as text for Graphviz.
    public String dot() {
        return Dot.text(small());
    }

    /// The picture as a self-contained SVG document, which browsers show inside a page or by
    /// itself.
    public String svg() {
        return Svg.text(small());
    }

    /// Writes the SVG document to a file and returns the file's path.
    public Path save(Path file) {
        try {
            return Files.writeString(file, svg());
        } catch (IOException refused) {
            throw new UncheckedIOException(
                    "Picture: cannot write " + file.toAbsolutePath() + ": " + refused, refused);
        }
    }

    private Picture small() {
        return Digest.shorten(this, LIMIT);
    }

    /// The kinds, marks and flows that occur, which are those a legend has to explain.
    Set<Kind> kinds() {
        var found = EnumSet.noneOf(Kind.class);
        vertices.forEach(vertex -> found.add(vertex.kind()));
        return found;
    }

    Set<Mark> marks() {
        var found = EnumSet.noneOf(Mark.class);
        vertices.forEach(vertex -> found.addAll(vertex.marks()));
        return found;
    }

    Set<ArrowKind> flows() {
        var found = EnumSet.noneOf(ArrowKind.class);
        arrows.forEach(arrow -> found.add(arrow.flow()));
        return found;
    }

    /// Collects vertices and arrows.
    public static final class Builder {
        private final String title;
        private final List<String> notes = new ArrayList<>();
        private final List<Vertex> vertices = new ArrayList<>();
        private final List<Arrow> arrows = new ArrayList<>();
        private Direction direction = Direction.DOWN;

        private Builder(String title) {
            this.title = title;
        }

        /// Adds a sentence under the title.
        public Builder note(String sentence) {
            notes.add(sentence);
            return this;
        }

        public Builder direction(Direction value) {
            direction = value;
            return this;
        }

        /// Adds a vertex and returns its index.
        public int add(Kind kind, String name, String... lines) {
            return add(new Vertex(kind, name, List.of(lines), Set.of(), ""));
        }

        /// Adds a vertex and returns its index.
        public int add(Vertex vertex) {
            vertices.add(vertex);
            return vertices.size() - 1;
        }

        /// Connects two vertices.
        public Builder arrow(int from, int to, ArrowKind flow, String label) {
            return arrow(new Arrow(from, to, flow, label, ""));
        }

        /// Connects two vertices.
        public Builder arrow(Arrow arrow) {
            arrows.add(arrow);
            return this;
        }

        public Picture build() {
            return new Picture(title, notes, vertices, arrows, direction);
        }
    }
}
