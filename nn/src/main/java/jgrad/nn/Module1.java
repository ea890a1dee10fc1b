package jgrad.nn;

import jgrad.Tensor;
import jgrad.func.Fn1;

/// A module that makes a tensor of one tensor; see [NnModule]. It is an [Fn1], so that transforms
/// take it as it is: `vmap(net)`.
public abstract class Module1 extends NnModule implements Fn1 {
    /// What the module computes. Users call [#call].
    public abstract Tensor forward(Tensor x);

    /// Calls the module. This, and not `forward`, is what a user calls.
    public final Tensor call(Tensor x) {
        return forward(x);
    }

    /// As [#call].
    @Override
    public final Tensor apply(Tensor x) {
        return call(x);
    }
}
