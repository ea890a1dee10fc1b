package jgrad.files;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A strict reader of the JSON in file headers: no name twice in an object, no nesting beyond a few
/// levels, integers as `Long`.
final class Json {
    private static final int DEEPEST = 32;

    private final String text;
    private int at;
    private int depth;

    private Json(String text) {
        this.text = text;
    }

    /// @throws FileFormatException if the text is not one JSON value and white space
    static @Nullable Object parse(String text) throws FileFormatException {
        var json = new Json(text);
        Object value = json.value();
        json.space();
        if (json.at != text.length()) {
            throw json.error("expected the end");
        }
        return value;
    }

    private @Nullable Object value() throws FileFormatException {
        space();
        if (at == text.length()) {
            throw error("expected a value");
        }
        return switch (text.charAt(at)) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object() throws FileFormatException {
        var map = new LinkedHashMap<String, @Nullable Object>();
        enter('{');
        if (!next('}')) {
            do {
                space();
                String name = string();
                if (!next(':')) {
                    throw error("expected ':'");
                }
                if (map.containsKey(name)) {
                    throw error("the name \"" + name + "\" is there twice");
                }
                map.put(name, value());
            } while (next(','));
            leave('}');
        }
        depth--;
        return map;
    }

    private List<@Nullable Object> array() throws FileFormatException {
        var list = new ArrayList<@Nullable Object>();
        enter('[');
        if (!next(']')) {
            do {
                list.add(value());
            } while (next(','));
            leave(']');
        }
        depth--;
        return list;
    }

    private void enter(char open) throws FileFormatException {
        if (++depth > DEEPEST) {
            throw error("nested deeper than " + DEEPEST + " levels");
        }
        assert text.charAt(at) == open;
        at++;
    }

    private void leave(char close) throws FileFormatException {
        if (!next(close)) {
            throw error("expected ',' or '" + close + "'");
        }
    }

    private String string() throws FileFormatException {
        if (at == text.length() || text.charAt(at) != '"') {
            throw error("expected a string");
        }
        at++;
        var out = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return out.toString();
            }
            if (c < ' ') {
                throw error("a control character in a string");
            }
            out.append(c == '\\' ? escaped() : c);
        }
        throw error("a string without end");
    }

    private char escaped() throws FileFormatException {
        char c = at < text.length() ? text.charAt(at++) : ' ';
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw error("an unknown escape");
        };
    }

    private char unicode() throws FileFormatException {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < text.length() ? Character.digit(text.charAt(at++), 16) : -1;
            if (digit < 0) {
                throw error("expected four hexadecimal digits");
            }
            code = code << 4 | digit;
        }
        return (char) code;
    }

    private @Nullable Object literal(String word, @Nullable Object value)
            throws FileFormatException {
        if (!text.startsWith(word, at)) {
            throw error("expected a value");
        }
        at += word.length();
        return value;
    }

    private Object number() throws FileFormatException {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String digits = text.substring(start, at);
        try {
            if (digits.matches("-?(0|[1-9][0-9]*)")) {
                return Long.valueOf(digits);
            }
            if (digits.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
                return Double.valueOf(digits);
            }
        } catch (NumberFormatException e) {
            throw error("the number " + digits + " does not fit 64 bits");
        }
        at = start;
        throw error("expected a value");
    }

    private boolean next(char c) {
        space();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private FileFormatException error(String what) {
        return new FileFormatException("invalid JSON: " + what + " at character " + at);
    }

    /// The text as a JSON string, with its quotes.
    static String quoted(String text) {
        var out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
