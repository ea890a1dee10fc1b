package jgrad.engine;

import jgrad.Tensor;
import jgrad.autograd.FunctionN;
import jgrad.ops.Op;

import org.jspecify.annotations.Nullable;

/// Hands an operation to the innermost transform among its inputs.
final class Levels {
    private Levels() {}

    static Tensor[] apply(Op op, Tensor... inputs) {
        Tensor[] alive = alive(inputs);
        Level top = innermost(alive);
        return top == null ? Ops.applyAny(op, alive) : top.apply(op, alive);
    }

    static Tensor applyInPlace(Op op, Tensor... inputs) {
        Tensor[] alive = alive(inputs);
        Level top = innermost(alive);
        if (top == null) {
            Ops.applyInPlace(op, alive);
        } else {
            top.applyInPlace(op, alive);
        }
        return inputs[0];
    }

    static Functions.Applied applyFunction(FunctionN function, Tensor[] inputs, boolean[] needed) {
        Tensor[] alive = alive(inputs);
        Level top = innermost(alive);
        return top == null
                ? Functions.applyPlain(function, alive, needed)
                : top.applyFunction(function, alive, needed);
    }

    static Tensor detach(Tensor t) {
        Tensor alive = alive(t);
        return alive.lifted == null ? alive.detach() : alive.lifted.level().detach(alive);
    }

    static boolean requiresGrad(Tensor t) {
        Lifted lifted = t.lifted;
        return lifted != null && !lifted.level().ownsHistory() && lifted.value().requiresGrad();
    }

    /// A batch has a graph of whole batches, not one of a sample.
    static void refuseBatch(Tensor output) {
        Lifted lifted = output.lifted;
        if (lifted != null && !lifted.level().closed && lifted.level() instanceof BatchLevel) {
            throw new IllegalStateException(
                    "backward() and Autograd.grad() cannot start from a tensor that vmap batches;"
                        + " take gradients inside vmap with Func.grad or Func.vjp, or outside of it"
                        + " from the batched result."
                            + Place.suffix());
        }
    }

    /// A tensor that outlived its transform is what it was one level down.
    static Tensor alive(Tensor t) {
        while (t.lifted != null && t.lifted.level().closed) {
            if (t.lifted.level() instanceof BatchLevel) {
                throw new IllegalStateException(
                        "vmap: this tensor stands for each sample of a vmap that is over, and for"
                            + " none of them it has a value now. Return it from the function that"
                            + " vmap runs."
                                + Place.suffix());
            }
            t = t.lifted.value();
        }
        return t;
    }

    static Tensor concrete(Tensor t, String call) {
        Tensor at = alive(t);
        while (at.lifted != null) {
            at = alive(at.lifted.level().concrete(at, call));
        }
        return at;
    }

    static String text(Tensor t, LiftedText texts) {
        for (Lifted at = t.lifted; at != null; at = at.value().lifted) {
            if (at.level().closed && at.level() instanceof BatchLevel) {
                return "BatchedTensor(of a vmap that is over)";
            }
        }
        Tensor alive = alive(t);
        return alive.lifted == null ? texts.of(alive) : alive.lifted.level().text(alive, texts);
    }

    private static Tensor[] alive(Tensor[] inputs) {
        var alive = new Tensor[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            alive[i] = alive(inputs[i]);
        }
        return alive;
    }

    private static @Nullable Level innermost(Tensor[] inputs) {
        Level top = null;
        for (Tensor input : inputs) {
            Lifted lifted = input.lifted;
            if (lifted != null && (top == null || lifted.level().number > top.number)) {
                top = lifted.level();
            }
        }
        return top;
    }
}
