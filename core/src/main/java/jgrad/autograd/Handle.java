package jgrad.autograd;

/// Takes back what was registered. Removing twice does nothing.
///
/// Torch: `torch.utils.hooks.RemovableHandle`.
public interface Handle extends AutoCloseable {
    void remove();

    @Override
    default void close() {
        remove();
    }
}
