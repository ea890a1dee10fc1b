package jgrad.func;

import java.util.function.Function;

/// The value of a function and, as [#apply(Object)], the product of a cotangent with its Jacobian.
///
/// The graph is kept: it can be applied any number of times, also under other transforms.
public final class Vjp<P, R> {
    private final R output;
    private final Function<R, P> pullback;

    Vjp(R output, Function<R, P> pullback) {
        this.output = output;
        this.pullback = pullback;
    }

    public R output() {
        return output;
    }

    /// The gradients with respect to the inputs, for a gradient of the output.
    public P apply(R cotangent) {
        return pullback.apply(cotangent);
    }
}
