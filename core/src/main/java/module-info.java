/// Tensors, operations and automatic differentiation.
module jgrad.core {
    requires static org.jspecify;
    requires jdk.incubator.vector;

    exports jgrad;
    exports jgrad.autograd;
    exports jgrad.func;
}
