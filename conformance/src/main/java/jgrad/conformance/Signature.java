package jgrad.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// The names of positional arguments. A case tells them itself, or names its overload; else the
/// first form that the call fits is taken.
final class Signature {
    private record Parameter(String name, String type, boolean byNameOnly) {}

    private Signature() {}

    /// @param own what the table of operations says, for calls that are small expressions
    static List<String> names(JsonNode header, JsonNode line, List<String> own) {
        if (line.has("argnames")) {
            var names = new ArrayList<String>();
            line.get("argnames").forEach(n -> names.add(n.asText()));
            return names;
        }
        String overload = line.path("overload").asText();
        JsonNode schemas = header.path("schemas");
        for (JsonNode schema : schemas) {
            if (!overload.isEmpty() && schema.asText().startsWith(overload + "(")) {
                return positional(parameters(schema.asText()));
            }
        }
        if (!own.isEmpty()) {
            return own;
        }
        if (header.path("signature").isTextual()) {
            return positional(parameters(header.get("signature").asText()));
        }
        List<String> longest = List.of();
        for (JsonNode schema : schemas) {
            List<Parameter> parameters = parameters(schema.asText());
            if (fits(parameters, line)) {
                return positional(parameters);
            }
            List<String> names = positional(parameters);
            if (names.size() > longest.size()) {
                longest = names;
            }
        }
        return longest.isEmpty() ? List.of("input", "other") : longest;
    }

    private static List<String> positional(List<Parameter> parameters) {
        return parameters.stream().filter(p -> !p.byNameOnly).map(Parameter::name).toList();
    }

    private static boolean fits(List<Parameter> parameters, JsonNode line) {
        List<Parameter> positional = parameters.stream().filter(p -> !p.byNameOnly).toList();
        JsonNode args = line.get("args");
        for (int i = 0; i < args.size(); i++) {
            boolean variadic = i >= positional.size() && !positional.isEmpty();
            if (variadic && !positional.getLast().type.contains("[")
                    || positional.isEmpty()
                    || !variadic && !fits(positional.get(i).type, args.get(i))) {
                return false;
            }
        }
        for (Iterator<String> names = line.get("kwargs").fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (parameters.stream().noneMatch(p -> p.name.equals(canonical(name)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(String type, JsonNode argument) {
        if (argument.isNull()) {
            return type.contains("?");
        }
        if (argument.has("t")) {
            return type.startsWith("Tensor") && !type.contains("[");
        }
        if (argument.isArray()) {
            return type.contains("[")
                    && (argument.isEmpty()
                            || argument.get(0).has("t") == type.startsWith("Tensor"));
        }
        if (argument.isBoolean()) {
            return type.startsWith("bool") || type.startsWith("Scalar");
        }
        if (argument.isIntegralNumber()) {
            return type.startsWith("int")
                    || type.startsWith("SymInt")
                    || type.startsWith("Scalar")
                    || type.startsWith("float");
        }
        if (argument.isNumber() || argument.has("f")) {
            return type.startsWith("float") || type.startsWith("Scalar");
        }
        return argument.isTextual() == type.startsWith("str");
    }

    /// PyTorch's schemas say `self` where its functions say `input`.
    static String canonical(String name) {
        return name.equals("self") ? "input" : name;
    }

    private static List<Parameter> parameters(String schema) {
        int open = schema.indexOf('(');
        int arrow = schema.lastIndexOf(" -> ");
        String inner = schema.substring(open + 1, arrow < 0 ? schema.length() - 1 : arrow);
        boolean python = open == 0;
        var parameters = new ArrayList<Parameter>();
        boolean byName = false;
        for (String text : split(inner)) {
            if (text.equals("*")) {
                byName = true;
            } else if (!text.equals("/")) {
                parameters.add(python ? fromPython(text, byName) : fromSchema(text, byName));
            }
        }
        return parameters;
    }

    private static Parameter fromPython(String text, boolean byName) {
        String name = text.split("[:=]")[0].strip().replace("*", "");
        return new Parameter(canonical(name), "", byName);
    }

    private static Parameter fromSchema(String text, boolean byName) {
        String declared = text.split("=")[0];
        int space = declared.lastIndexOf(' ');
        return new Parameter(
                canonical(declared.substring(space + 1)),
                declared.substring(0, Math.max(space, 0)),
                byName);
    }

    /// Splits at the commas that are not inside brackets.
    private static List<String> split(String text) {
        var parts = new ArrayList<String>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '(' || c == '[') {
                depth++;
            } else if (c == ')' || c == ']') {
                depth--;
                if (depth < 0) {
                    parts.add(text.substring(start, i).strip());
                    return parts.stream().filter(p -> !p.isEmpty()).toList();
                }
            } else if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        parts.add(text.substring(start).strip());
        return parts.stream().filter(p -> !p.isEmpty()).toList();
    }
}
