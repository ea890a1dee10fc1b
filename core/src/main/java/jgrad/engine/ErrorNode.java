package jgrad.engine;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.autograd.Edge;

import org.jspecify.annotations.Nullable;

/// Stands where a derivative is not to be had: says so when the engine comes by, not before.
final class ErrorNode extends GraphNode {
    private final String message;
    private final int[] shape;
    private final DType dtype;

    ErrorNode(String message, Tensor output, @Nullable Edge[] next) {
        super(State.current().sequence++);
        this.message = message;
        this.shape = output.layout().shape();
        this.dtype = output.dtype();
        this.next = next;
    }

    @Override
    @Nullable Tensor[] compute(@Nullable Tensor[] g) {
        throw new IllegalStateException(message);
    }

    @Override
    public String name() {
        return "torch::autograd::Error";
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public int[] outputShape(int k) {
        return shape;
    }

    @Override
    public DType outputType(int k) {
        return dtype;
    }
}
