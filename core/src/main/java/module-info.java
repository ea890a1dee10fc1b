/// Tensors, operations and automatic differentiation.
module jgrad.core {
    requires jdk.incubator.vector;

    exports jgrad;
}
