package jgrad.viz;

import java.util.Set;

/// Java code as HTML, with the words, literals and comments in elements that a style sheet can
/// colour. It reads tokens, not grammar, and colours what it can be sure of; the text itself is
/// never changed.
final class JavaColours {
    private static final Set<String> KEYWORDS =
            Set.of(
                    "abstract",
                    "assert",
                    "boolean",
                    "break",
                    "byte",
                    "case",
                    "catch",
                    "char",
                    "class",
                    "continue",
                    "default",
                    "do",
                    "double",
                    "else",
                    "enum",
                    "extends",
                    "false",
                    "final",
                    "finally",
                    "float",
                    "for",
                    "if",
                    "implements",
                    "import",
                    "instanceof",
                    "int",
                    "interface",
                    "long",
                    "native",
                    "new",
                    "null",
                    "package",
                    "permits",
                    "private",
                    "protected",
                    "public",
                    "record",
                    "return",
                    "sealed",
                    "short",
                    "static",
                    "strictfp",
                    "super",
                    "switch",
                    "synchronized",
                    "this",
                    "throw",
                    "throws",
                    "transient",
                    "true",
                    "try",
                    "var",
                    "void",
                    "volatile",
                    "when",
                    "while",
                    "yield");

    private final String code;
    private final StringBuilder html = new StringBuilder();
    private int at;

    private JavaColours(String code) {
        this.code = code;
    }

    static String html(String code) {
        var colours = new JavaColours(code);
        while (colours.at < code.length()) {
            colours.token();
        }
        return colours.html.toString();
    }

    private void token() {
        char c = code.charAt(at);
        if (code.startsWith("//", at)) {
            span("c", endOf("\n", at + 2, 0));
        } else if (code.startsWith("/*", at)) {
            span("c", endOf("*/", at + 2, 2));
        } else if (code.startsWith("\"\"\"", at)) {
            span("s", endOfQuoted("\"\"\"", at + 3));
        } else if (c == '"' || c == '\'') {
            span("s", endOfQuoted(String.valueOf(c), at + 1));
        } else if (c == '@'
                && at + 1 < code.length()
                && Character.isJavaIdentifierStart(code.charAt(at + 1))) {
            span("a", endOfWord(at + 1));
        } else if (Character.isDigit(c)) {
            span("n", endOfNumber());
        } else if (Character.isJavaIdentifierStart(c)) {
            word();
        } else {
            html.append(Xml.escaped(String.valueOf(c)));
            at++;
        }
    }

    private void word() {
        int end = endOfWord(at);
        String word = code.substring(at, end);
        if (KEYWORDS.contains(word)) {
            span("k", end);
        } else if (Character.isUpperCase(word.charAt(0))) {
            span("t", end);
        } else if (end < code.length() && code.charAt(end) == '(') {
            span("m", end);
        } else {
            html.append(Xml.escaped(word));
            at = end;
        }
    }

    private void span(String style, int end) {
        html.append("<span class=\"").append(style).append("\">");
        html.append(Xml.escaped(code.substring(at, end))).append("</span>");
        at = end;
    }

    private int endOf(String mark, int from, int length) {
        int found = code.indexOf(mark, from);
        return found < 0 ? code.length() : found + length;
    }

    /// A string that is not closed ends with its line, so that one slip does not colour the rest of
    /// the cell.
    private int endOfQuoted(String quote, int from) {
        boolean block = quote.length() > 1;
        for (int i = from; i < code.length(); i++) {
            if (code.charAt(i) == '\\') {
                i++;
            } else if (code.startsWith(quote, i)) {
                return i + quote.length();
            } else if (code.charAt(i) == '\n' && !block) {
                return i;
            }
        }
        return code.length();
    }

    private int endOfWord(int from) {
        int end = from;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        return end;
    }

    /// Digits, letters of suffixes and exponents, and a dot that a digit follows or that no method
    /// name follows.
    private int endOfNumber() {
        int end = at;
        while (end < code.length()) {
            char c = code.charAt(end);
            boolean dot =
                    c == '.'
                            && !(end + 1 < code.length()
                                    && Character.isLetter(code.charAt(end + 1)));
            boolean sign =
                    (c == '-' || c == '+')
                            && "eE".indexOf(code.charAt(end - 1)) >= 0
                            && !code.startsWith("0x", at);
            if (!(Character.isLetterOrDigit(c) || c == '_' || dot || sign)) {
                break;
            }
            end++;
        }
        return end;
    }
}
