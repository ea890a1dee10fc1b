package jgrad;

import jgrad.storage.Raw;
import jgrad.storage.Scope;
import jgrad.storage.Spares;

/// Memory of one step of a loop: what tensors this thread makes inside gives its arrays back when
/// the scope closes, and the next step takes them again.
///
/// Never needed, and nothing is ever wrong with it: a tensor that is used after its scope closed
/// gives an error. A loop of large tensors runs faster, since fresh memory has to be zeroed and
/// collected.
///
/// ```java
/// for (var batch : batches) {
///     try (var step = StepScope.open()) {
///         zeroGrad(model);
///         var loss = lossOf(model, batch);
///         loss.backward();
///         descend(model);            // in place: parameters were made outside and stay
///         losses.add(loss.toDouble());
///     }
/// }
/// ```
///
/// State that an optimiser makes in its first step is made inside: take it out with
/// [#keep(Tensor)], or make it before.
public final class StepScope implements AutoCloseable {
    private final Scope scope = Scope.open();

    private StepScope() {}

    /// Opens a scope in this thread; scopes may nest.
    public static StepScope open() {
        return new StepScope();
    }

    /// Lets a tensor, with all views of it, outlive this scope. Returns it.
    public Tensor keep(Tensor tensor) {
        scope.keep(Raw.storage(tensor));
        return tensor;
    }

    /// The most bytes of arrays that a thread keeps for its next tensors: at first an eighth of the
    /// heap, 512 MB at most.
    public static void setSpareLimit(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("the limit is a number of bytes, not " + bytes);
        }
        Spares.setLimit(bytes);
    }

    /// Ends the tensors made inside.
    ///
    /// @throws IllegalStateException in another thread, or while a scope inside this one is open
    @Override
    public void close() {
        scope.close();
    }
}
