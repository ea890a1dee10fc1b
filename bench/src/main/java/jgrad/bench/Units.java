package jgrad.bench;

import java.util.Locale;

/// Numbers as a reader of the table wants them: three digits and a unit.
final class Units {
    private Units() {}

    static String time(double nanos) {
        if (Double.isNaN(nanos)) {
            return "-";
        }
        if (nanos < 1e3) {
            return number(nanos) + " ns";
        }
        if (nanos < 1e6) {
            return number(nanos / 1e3) + " us";
        }
        return nanos < 1e9 ? number(nanos / 1e6) + " ms" : number(nanos / 1e9) + " s";
    }

    static String bytes(double bytes) {
        if (Double.isNaN(bytes)) {
            return "-";
        }
        if (bytes < 1e3) {
            return String.format(Locale.ROOT, "%.0f B", bytes);
        }
        return bytes < 1e6 ? number(bytes / 1e3) + " kB" : number(bytes / 1e6) + " MB";
    }

    static String percent(double part) {
        return Double.isNaN(part) ? "-" : String.format(Locale.ROOT, "%.0f%%", 100 * part);
    }

    /// Three significant digits, without a power of ten.
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        int decimals = value < 10 ? 2 : value < 100 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
