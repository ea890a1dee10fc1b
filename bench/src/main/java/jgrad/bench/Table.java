package jgrad.bench;

import java.util.ArrayList;
import java.util.List;

/// The rows with their targets, as text for a terminal or as Markdown.
final class Table {
    private static final List<String> HEAD =
            List.of(
                    "workload",
                    "threads",
                    "jgrad",
                    "libtorch",
                    "ratio",
                    "spread",
                    "bytes/step",
                    "target",
                    "ok?");

    private final List<Row> rows = new ArrayList<>();
    private final List<Row> scalarRows = new ArrayList<>();

    /// Adds a row; of one that is there already, the better is kept.
    void add(Row row, boolean scalar) {
        List<Row> to = scalar ? scalarRows : rows;
        for (int i = 0; i < to.size(); i++) {
            if (to.get(i).sameWork(row)) {
                to.set(i, to.get(i).best(row));
                return;
            }
        }
        to.add(row);
    }

    /// Whether every result was right; times apart.
    boolean sound() {
        return rows.stream().allMatch(r -> r.fault().isEmpty())
                && scalarRows.stream().allMatch(r -> r.fault().isEmpty());
    }

    private List<List<String>> cells() {
        var cells = new ArrayList<List<String>>();
        var head = new ArrayList<>(HEAD);
        if (!scalarRows.isEmpty()) {
            head.add("without vectors");
            head.add("ratio");
        }
        cells.add(head);
        for (Item item : Catalogue.all()) {
            for (Row row : rows) {
                if (row.family().equals(item.family()) && row.name().equals(item.name())) {
                    cells.add(cells(item, row));
                }
            }
        }
        return cells;
    }

    private List<String> cells(Item item, Row row) {
        var cells = new ArrayList<String>();
        cells.add(row.family() + ": " + row.name());
        cells.add(Integer.toString(row.threads()));
        cells.add(item.text(row.ours()));
        cells.add(item.text(row.theirs()));
        cells.add(Units.number(row.ratio()));
        cells.add(Units.percent(row.spread()));
        cells.add(Units.bytes(row.bytes()));
        cells.add(item.target().toString());
        cells.add(verdict(item, row));
        if (!scalarRows.isEmpty()) {
            Row scalar = scalarRows.stream().filter(row::sameWork).findFirst().orElse(null);
            cells.add(scalar == null ? "-" : Units.time(scalar.ours()));
            cells.add(scalar == null ? "-" : Units.number(row.theirs() / scalar.ours()));
        }
        return cells;
    }

    private static String verdict(Item item, Row row) {
        if (!row.fault().isEmpty()) {
            return "WRONG";
        }
        if (Double.isNaN(row.ours())) {
            return "same";
        }
        return item.target().reachedBy(row) ? "yes" : "below";
    }

    String text() {
        List<List<String>> cells = cells();
        int columns = cells.get(0).size();
        var widths = new int[columns];
        for (List<String> line : cells) {
            for (int c = 0; c < columns; c++) {
                widths[c] = Math.max(widths[c], line.get(c).length());
            }
        }
        var text = new StringBuilder();
        for (List<String> line : cells) {
            var out = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                String blanks = " ".repeat(widths[c] - line.get(c).length());
                out.append(c == 0 ? line.get(c) + blanks : "  " + blanks + line.get(c));
            }
            text.append(out.toString().stripTrailing()).append('\n');
        }
        return text + "\n" + remarks("") + summary() + "\n";
    }

    String markdown() {
        var text = new StringBuilder();
        List<List<String>> cells = cells();
        for (int i = 0; i < cells.size(); i++) {
            text.append("| ").append(String.join(" | ", cells.get(i))).append(" |\n");
            if (i == 0) {
                text.append("|---").append("|--:".repeat(cells.get(0).size() - 1)).append("|\n");
            }
        }
        return text + "\n" + remarks("- ") + "\n" + summary() + "\n";
    }

    /// Faults, and what workloads have to say.
    private String remarks(String bullet) {
        var text = new StringBuilder();
        for (Item item : Catalogue.all()) {
            boolean shown = false;
            for (Row row : rows) {
                if (!row.family().equals(item.family()) || !row.name().equals(item.name())) {
                    continue;
                }
                shown = true;
                if (!row.fault().isEmpty()) {
                    text.append(
                            "%s%s, %d threads: %s\n"
                                    .formatted(bullet, row.name(), row.threads(), row.fault()));
                }
            }
            if (shown && !item.note().isEmpty()) {
                text.append("%s%s: %s\n".formatted(bullet, item.name(), item.note()));
            }
        }
        for (Row row : scalarRows) {
            if (!row.fault().isEmpty()) {
                text.append(
                        "%s%s, %d threads, without vectors: %s\n"
                                .formatted(bullet, row.name(), row.threads(), row.fault()));
            }
        }
        return text.toString();
    }

    private String summary() {
        double logs = 0;
        int ratios = 0;
        int below = 0;
        int wrong = 0;
        for (Row row : rows) {
            Item item = Catalogue.item(row.family(), row.name());
            if (!row.fault().isEmpty()) {
                wrong++;
            } else if (!Double.isNaN(row.ours())) {
                below += item.target().reachedBy(row) ? 0 : 1;
            }
            if (item.target() instanceof Target.Ratio && !Double.isNaN(row.ratio())) {
                logs += Math.log(row.ratio());
                ratios++;
            }
        }
        String mean =
                ratios == 0
                        ? "no ratios"
                        : "geometric mean of "
                                + ratios
                                + " ratios "
                                + Units.number(Math.exp(logs / ratios));
        return "%s; %d of %d rows below target; %d wrong"
                .formatted(mean, below, rows.size(), wrong);
    }
}
