package jgrad;

import jgrad.kernels.walk.Elements;
import jgrad.storage.Layout;
import jgrad.storage.Raw;

import java.util.Arrays;
import java.util.StringJoiner;

/// The text a tensor prints as: PyTorch's, character for character.
///
/// Only the elements that are shown are looked at, so a summary costs the same for a tensor of any
/// size.
final class TensorFormat {
    private static final String PREFIX = "tensor(";
    private static final int INDENT = PREFIX.length();

    private final PrintOptions options;
    private final StringBuilder out = new StringBuilder(PREFIX);

    private TensorFormat(PrintOptions options) {
        this.options = options;
    }

    /// The text of a tensor by the current options.
    ///
    /// @param suffixes what autograd adds to element type and size, in order: `requires_grad=True`,
    ///   `grad_fn=<MulBackward0>`, and [#tangent(Tensor, String...)]
    static String format(Tensor t, String... suffixes) {
        return format(t, PrintOptions.current(), suffixes);
    }

    static String format(Tensor t, PrintOptions options, String... suffixes) {
        TensorFormat format = new TensorFormat(options);
        format.elements(t);
        format.suffixes(t, suffixes);
        return format.out.append(')').toString();
    }

    /// The suffix that shows the tangent of a dual tensor. A zero-dimensional one is written as a
    /// number, and the lines of another keep their own indentation, as in PyTorch.
    static String tangent(Tensor tangent, String... suffixesOfTangent) {
        return "tangent="
                + (tangent.dim() == 0 ? item(tangent) : format(tangent, suffixesOfTangent));
    }

    /// The only element of a tensor as Python writes it: `1.0`, `1e-05`, `3`, `True`. This is what
    /// `f"{t}"` shows.
    static String item(Tensor t) {
        Object array = Raw.storage(t).array();
        int at = Raw.offset(t);
        return switch (t.dtype().kind()) {
            case BOOL -> Elements.asLong(t.dtype(), array, at) != 0 ? "True" : "False";
            case INTEGER -> Long.toString(Elements.asLong(t.dtype(), array, at));
            case FLOATING -> PythonNumbers.repr(Elements.asDouble(t.dtype(), array, at));
        };
    }

    private void elements(Tensor t) {
        Layout layout = Raw.layout(t);
        if (layout.numel() == 0) {
            out.append("[]");
            return;
        }
        Visible visible = new Visible(layout, options);
        if (visible.showsNothing()) {
            out.append("[...]");
            return;
        }
        ElementFormat element =
                ElementFormat.of(t.dtype(), Raw.storage(t).array(), visible, options);
        if (visible.dim() == 0) {
            out.append(element.padded(layout.offset()));
        } else {
            rows(visible, element);
        }
    }

    private void rows(Visible visible, ElementFormat element) {
        int[] row = visible.firstRow();
        int moved = -1;
        do {
            int opened = row.length - 1 - moved;
            out.repeat("[", opened);
            row(visible, row, element);
            moved = visible.advance(row);
            int closed = row.length - 1 - moved;
            out.repeat("]", closed);
            if (moved >= 0) {
                newSlice(row.length, moved);
                if (Visible.gapBefore(visible.indices(moved), row[moved])) {
                    out.append("...");
                    newSlice(row.length, moved);
                }
            }
        } while (moved >= 0);
    }

    /// Between two slices along dimension `d`, as many line ends as they have dimensions.
    private void newSlice(int lastDim, int d) {
        out.append(',').repeat("\n", lastDim - d).repeat(" ", INDENT + d + 1);
    }

    private void row(Visible visible, int[] row, ElementFormat element) {
        int indent = INDENT + row.length;
        int perLine =
                Math.max(1, (options.lineWidth() - indent) / (element.width() + ", ".length()));
        int[] shown = visible.indices(row.length);
        int written = 0;
        out.append('[');
        for (int i = 0; i < shown.length; i++) {
            if (Visible.gapBefore(shown, i)) {
                separate(written++, perLine, indent);
                out.append(" ...");
            }
            separate(written++, perLine, indent);
            out.append(element.padded(visible.storageIndex(row, shown[i])));
        }
        out.append(']');
    }

    private void separate(int written, int perLine, int indent) {
        if (written > 0) {
            if (written % perLine == 0) {
                out.append(",\n").repeat(" ", indent + 1);
            } else {
                out.append(", ");
            }
        }
    }

    private void suffixes(Tensor t, String... ofAutograd) {
        boolean empty = t.numel() == 0;
        boolean typeIsKnown =
                t.dtype() == DType.defaultType()
                        || !empty && (t.dtype() == DType.INT64 || t.dtype() == DType.BOOL);
        int lineLength = out.length() - out.lastIndexOf("\n") + 1;
        if (empty ? t.dim() != 1 : options.edgeItems() == 0) {
            lineLength = suffix("size=" + size(Raw.shape(t)), lineLength);
        }
        if (!typeIsKnown) {
            lineLength = suffix("dtype=" + t.dtype(), lineLength);
        }
        for (String suffix : ofAutograd) {
            lineLength = suffix(suffix, lineLength);
        }
    }

    /// Appends to the line, or to a new one if it does not fit, and says how long that is now.
    private int suffix(String suffix, int lineLength) {
        int extended = lineLength + suffix.length() + ", ".length();
        if (extended <= options.lineWidth()) {
            out.append(", ").append(suffix);
            return extended;
        }
        out.append(",\n").repeat(" ", INDENT).append(suffix);
        return INDENT + suffix.length();
    }

    /// A Python tuple.
    private static String size(int[] shape) {
        StringJoiner sizes = new StringJoiner(", ", "(", shape.length == 1 ? ",)" : ")");
        Arrays.stream(shape).forEach(size -> sizes.add(Integer.toString(size)));
        return sizes.toString();
    }
}
