package jgrad.cli;

import jgrad.Tensor;
import jgrad.Warnings;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The cells of [NotebookCells], read from its source and run in order.
final class Notebook {
    /// A cell before it is run.
    record Cell(int number, String title, String code) {}

    /// A cell, what it printed, and what it warned of.
    record Result(Cell cell, String output, List<String> warnings) {}

    private final NotebookCells cells = new NotebookCells();

    /// Runs all cells, telling each result as it comes.
    void run(Consumer<Result> listener) {
        for (Cell cell : read()) {
            listener.accept(run(cell));
        }
    }

    private Result run(Cell cell) {
        var warnings = new ArrayList<String>();
        var bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        Warnings.handle(warnings::add);
        try {
            cells.run(cell.number());
        } finally {
            System.setOut(before);
            Warnings.handle(null);
        }
        return new Result(cell, bytes.toString(StandardCharsets.UTF_8), warnings);
    }

    /// The tensors of cells 2 to 5 with their names in the notebook, the result first.
    Tensor[] known() {
        return cells.known();
    }

    /// The cells as they stand in the source, without the method around them.
    static List<Cell> read() {
        var cells = new ArrayList<Cell>();
        var code = new ArrayList<String>();
        String head = null;
        for (String line : source().lines().toList()) {
            String text = line.strip();
            if (text.startsWith("// cell ") || text.equals("// end")) {
                if (head != null) {
                    cells.add(cell(head, code));
                }
                head = text.substring(3);
                code.clear();
            } else if (head != null && !head.equals("end")) {
                code.add(line);
            }
        }
        return cells;
    }

    private static Cell cell(String head, List<String> lines) {
        int colon = head.indexOf(':');
        int number = Integer.parseInt(head.substring("cell ".length(), colon));
        return new Cell(number, head.substring(colon + 1).strip(), shown(lines, number));
    }

    /// The body of the cell's method; classes as they are, and imports that stand as comments.
    private static String shown(List<String> lines, int number) {
        var out = new StringBuilder();
        boolean inMethod = false;
        for (String line : lines) {
            if (line.equals("    void cell" + number + "() {}")) {
                continue;
            }
            if (line.equals("    void cell" + number + "() {")) {
                inMethod = true;
            } else if (inMethod && line.equals("    }")) {
                inMethod = false;
            } else {
                int indent = inMethod ? 8 : 4;
                String text = line.length() > indent ? line.substring(indent) : line.strip();
                out.append(text.startsWith("// import") ? text.substring(3) : text).append('\n');
            }
        }
        return out.toString().strip();
    }

    private static String source() {
        try (InputStream in = Notebook.class.getResourceAsStream("NotebookCells.java")) {
            if (in == null) {
                throw new IllegalStateException(
                        "the source of the notebook is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
