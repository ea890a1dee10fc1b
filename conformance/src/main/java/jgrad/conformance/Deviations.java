package jgrad.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The differences that `docs/deviations.md` names, read from its table of recorded cases.
///
/// A row has operation, category, and how the difference reads; `*` stands for any. A difference is
/// excused only if a row fits it, so that the same operation may still fail in another way.
final class Deviations {
    private record Row(String operation, String category, String difference) {
        boolean fits(String function, Check check) {
            return fits(operation, function)
                    && fits(category, check.category().title())
                    && (difference.equals("*") || check.detail().contains(difference));
        }

        private static boolean fits(String pattern, String text) {
            return pattern.equals("*") || pattern.equals(text);
        }
    }

    private static final String HEAD = "| operation | category | difference |";

    private final List<Row> rows;

    private Deviations(List<Row> rows) {
        this.rows = rows;
    }

    /// The list that was built in.
    static Deviations documented() {
        try (InputStream in = Deviations.class.getResourceAsStream("deviations.md")) {
            if (in == null) {
                throw new IllegalStateException("docs/deviations.md was not built in");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static Deviations parse(String text) {
        var rows = new ArrayList<Row>();
        boolean inside = false;
        for (String line : text.lines().toList()) {
            if (line.startsWith(HEAD)) {
                inside = true;
            } else if (!line.startsWith("|")) {
                inside = false;
            } else if (inside && !line.startsWith("|---")) {
                String[] cells = line.split("\\|");
                for (String operation : cell(cells[1]).split(", ")) {
                    rows.add(new Row(operation, cell(cells[2]), cell(cells[3])));
                }
            }
        }
        return new Deviations(rows);
    }

    private static String cell(String text) {
        return text.strip().replace("`", "");
    }

    /// The check, excused if a row names its difference.
    Check apply(String function, Check check) {
        boolean excused =
                check.outcome() == Check.Outcome.FAILED
                        && rows.stream().anyMatch(row -> row.fits(function, check));
        return excused ? Check.excluded(check.category(), check.detail()) : check;
    }
}
