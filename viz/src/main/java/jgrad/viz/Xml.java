package jgrad.viz;

/// Text of XML and HTML, written element by element and escaped.
final class Xml {
    private final StringBuilder out = new StringBuilder();

    /// Opens an element; attributes are name, value, name, value. Numbers are written with at most
    /// one decimal.
    Xml open(String element, Object... attributes) {
        return tag(element, ">", attributes);
    }

    Xml close(String element) {
        out.append("</").append(element).append(">\n");
        return this;
    }

    /// An element without content.
    Xml empty(String element, Object... attributes) {
        return tag(element, "/>\n", attributes);
    }

    /// An element with text.
    Xml element(String element, String text, Object... attributes) {
        tag(element, ">", attributes);
        out.append(escaped(text)).append("</").append(element).append(">\n");
        return this;
    }

    /// Markup that is escaped already.
    Xml raw(String markup) {
        out.append(markup);
        return this;
    }

    private Xml tag(String element, String end, Object... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            Object value = attributes[i + 1];
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(
                            value instanceof Double number
                                    ? number(number)
                                    : escaped(value.toString()))
                    .append('"');
        }
        out.append(end);
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    static String number(double value) {
        double rounded = Math.round(value * 10) / 10.0;
        return rounded == (long) rounded ? Long.toString((long) rounded) : Double.toString(rounded);
    }

    /// The text with markup characters as entities and without the control characters that XML
    /// forbids.
    static String escaped(String text) {
        var safe = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '&' -> safe.append("&amp;");
                        case '<' -> safe.append("&lt;");
                        case '>' -> safe.append("&gt;");
                        case '"' -> safe.append("&quot;");
                        case '\'' -> safe.append("&#39;");
                        case '\n', '\t', '\r' -> safe.append((char) c);
                        default -> safe.appendCodePoint(isAllowed(c) ? c : 0xfffd);
                    }
                });
        return safe.toString();
    }

    private static boolean isAllowed(int c) {
        return c >= 0x20 && !(c >= 0xd800 && c <= 0xdfff) && c != 0xfffe && c != 0xffff;
    }
}
