package jgrad.ops;

/// Names of operations as Java, PyTorch and PyTorch's nodes write them.
final class OpNames {
    private OpNames() {}

    /// `TanhBackward` as `tanh_backward`
    static String snake(String javaName) {
        var text = new StringBuilder();
        for (int i = 0; i < javaName.length(); i++) {
            char c = javaName.charAt(i);
            if (Character.isUpperCase(c) && i > 0) {
                text.append('_');
            }
            text.append(Character.toLowerCase(c));
        }
        return text.toString();
    }

    /// `tanh_backward` as `TanhBackward`; a letter behind a digit is large too: `log1p` as `Log1P`
    static String camel(String torchName) {
        var text = new StringBuilder();
        boolean upper = true;
        for (int i = 0; i < torchName.length(); i++) {
            char c = torchName.charAt(i);
            if (c == '_') {
                upper = true;
            } else {
                text.append(upper ? Character.toUpperCase(c) : c);
                upper = Character.isDigit(c);
            }
        }
        return text.toString();
    }
}
