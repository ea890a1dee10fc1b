package jgrad.nn;

import jgrad.Tensor;
import jgrad.func.Fn2;

/// A module that makes a tensor of two tensors; see [NnModule]. It is an [Fn2], so that transforms
/// take it as it is: `vmap(net)`.
public abstract class Module2 extends NnModule implements Fn2 {
    /// What the module computes. Users call [#call].
    public abstract Tensor forward(Tensor x, Tensor y);

    /// Calls the module. This, and not `forward`, is what a user calls.
    public final Tensor call(Tensor x, Tensor y) {
        return forward(x, y);
    }

    /// As [#call].
    @Override
    public final Tensor apply(Tensor x, Tensor y) {
        return call(x, y);
    }
}
