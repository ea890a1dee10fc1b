package jgrad;

import jgrad.autograd.Node;
import jgrad.engine.Ops;

import java.util.ArrayList;

/// What a tensor prints as: its elements, and what autograd knows of it.
final class TensorText {
    private TensorText() {}

    static String of(Tensor t) {
        if (Ops.isLifted(t)) {
            return Ops.liftedText(t);
        }
        var suffixes = new ArrayList<String>();
        Node fn = t.gradFn();
        if (fn != null) {
            suffixes.add("grad_fn=<" + className(fn) + ">");
        } else if (t.requiresGrad()) {
            suffixes.add("requires_grad=True");
        }
        String text = TensorFormat.format(t, suffixes.toArray(String[]::new));
        return t.isParameter() ? "Parameter containing:\n" + text : text;
    }

    private static String className(Node fn) {
        return fn.name().substring(fn.name().lastIndexOf(':') + 1);
    }
}
