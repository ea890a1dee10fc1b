package jgrad.ops;

import jgrad.Tensor;

import java.util.Arrays;
import java.util.List;

/// An operation at a place where it can be differentiated.
///
/// @param inputs floating ones are float64, so that differences are sharp
/// @param anyLayout whether the result depends on the elements only, not on their strides
record Sample(Op op, List<Tensor> inputs, boolean anyLayout) {
    static Sample of(Op op, Tensor... inputs) {
        return new Sample(op, List.of(inputs), true);
    }

    Sample contiguousOnly() {
        return new Sample(op, inputs, false);
    }

    Sample with(Op other) {
        return new Sample(other, inputs, anyLayout);
    }

    Sample at(Tensor... others) {
        return new Sample(op, List.of(others), anyLayout);
    }

    /// Whether the operation can be differentiated with respect to input `i`.
    boolean differentiable(int i) {
        return i < op.edges(inputs.size()) && inputs.get(i).dtype().isFloating();
    }

    @Override
    public String toString() {
        var shapes = inputs.stream().map(t -> Arrays.toString(t.shape().sizes())).toList();
        return op + " at " + shapes;
    }
}
