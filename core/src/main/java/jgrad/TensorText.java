package jgrad;

import jgrad.autograd.Node;
import jgrad.engine.LiftedText;
import jgrad.engine.Ops;

import java.util.ArrayList;
import java.util.List;

/// What a tensor prints as: its elements, and what autograd knows of it.
final class TensorText {
    private static final LiftedText LIFTED =
            new LiftedText() {
                @Override
                public String of(Tensor t) {
                    return TensorText.of(t);
                }

                @Override
                public String dual(Tensor primal, Tensor tangent) {
                    var all = new ArrayList<>(List.of(suffixes(primal)));
                    all.add(TensorFormat.tangent(tangent, suffixes(tangent)));
                    return TensorFormat.format(primal, all.toArray(String[]::new));
                }
            };

    private TensorText() {}

    static String of(Tensor t) {
        if (Ops.isLifted(t)) {
            return Ops.liftedText(t, LIFTED);
        }
        String text = TensorFormat.format(t, suffixes(t));
        return t.isParameter() ? "Parameter containing:\n" + text : text;
    }

    private static String[] suffixes(Tensor t) {
        Node fn = t.gradFn();
        if (fn != null) {
            return new String[] {"grad_fn=<" + className(fn) + ">"};
        }
        return t.requiresGrad() ? new String[] {"requires_grad=True"} : new String[0];
    }

    private static String className(Node fn) {
        return fn.name().substring(fn.name().lastIndexOf(':') + 1);
    }
}
