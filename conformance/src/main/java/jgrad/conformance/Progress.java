package jgrad.conformance;

import java.io.PrintStream;
import java.util.Locale;

/// A bar that grows in one line of a terminal.
final class Progress {
    private static final int WIDTH = 40;

    private final PrintStream out;
    private final boolean shown;
    private final int total;
    private int done;
    private int drawn = -1;

    Progress(PrintStream out, boolean shown, int total) {
        this.out = out;
        this.shown = shown;
        this.total = total;
    }

    synchronized void step(String name) {
        done++;
        int percent = total == 0 ? 100 : done * 100 / total;
        if (shown && percent != drawn) {
            drawn = percent;
            int full = WIDTH * percent / 100;
            out.printf(
                    Locale.ROOT,
                    "\r[%s%s] %3d %%  %-40.40s",
                    "=".repeat(full),
                    " ".repeat(WIDTH - full),
                    percent,
                    name);
            out.flush();
        }
    }

    synchronized void clear() {
        if (shown) {
            out.print("\r" + " ".repeat(WIDTH + 52) + "\r");
            out.flush();
        }
    }
}
