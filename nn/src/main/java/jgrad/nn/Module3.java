package jgrad.nn;

import jgrad.Tensor;
import jgrad.func.Fn3;

/// A module that makes a tensor of three tensors; see [NnModule]. It is an [Fn3], so that
/// transforms take it as it is: `vmap(net)`.
public abstract class Module3 extends NnModule implements Fn3 {
    /// What the module computes. Users call [#call].
    public abstract Tensor forward(Tensor x, Tensor y, Tensor z);

    /// Calls the module. This, and not `forward`, is what a user calls.
    public final Tensor call(Tensor x, Tensor y, Tensor z) {
        return forward(x, y, z);
    }

    /// As [#call].
    @Override
    public final Tensor apply(Tensor x, Tensor y, Tensor z) {
        return call(x, y, z);
    }
}
