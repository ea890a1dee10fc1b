package jgrad;

import org.jspecify.annotations.Nullable;

/// One subscript of `tensor.get(...)` and `tensor.set(...)`, as between Python's brackets.
///
/// `x[0, 1:3, ..., None, mask]` is `x.get(at(0), range(1, 3), ELLIPSIS, NEW_AXIS, at(mask))`.
public sealed interface At {
    /// As many whole dimensions as are left: `...`.
    At ELLIPSIS = new Marker("...");

    /// A new dimension of size 1: `None`.
    At NEW_AXIS = new Marker("None");

    /// A whole dimension: `:`.
    At ALL = new Range(null, null, 1);

    /// One index; negative ones count from the end.
    static At at(int index) {
        return new Single(index);
    }

    /// An integer tensor, or a mask.
    static At at(Tensor index) {
        return new Of(index);
    }

    /// `start:end`; null leaves an end open.
    static At range(@Nullable Integer start, @Nullable Integer end) {
        return new Range(start, end, 1);
    }

    /// `start:end:step`
    ///
    /// @throws IllegalArgumentException if the step is not positive
    static At range(@Nullable Integer start, @Nullable Integer end, int step) {
        if (step <= 0) {
            throw new IllegalArgumentException("step must be greater than zero, but is " + step);
        }
        return new Range(start, end, step);
    }

    record Single(int index) implements At {}

    record Of(Tensor index) implements At {}

    record Range(@Nullable Integer start, @Nullable Integer end, int step) implements At {}

    record Marker(String text) implements At {}
}
