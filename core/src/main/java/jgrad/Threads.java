package jgrad;

import jgrad.kernels.threads.Parallel;

/// How many threads operations on large tensors share their work among, for the whole process.
///
/// Results are the same bit for bit whatever the number: how a tensor is cut into pieces depends on
/// its shape only. Small tensors are computed by the thread that asks.
public final class Threads {
    private Threads() {}

    /// The number of threads an operation may use, the calling one included. At first that of the
    /// processors that the JVM may use. Torch: `torch.get_num_threads`.
    public static int numThreads() {
        return Parallel.numThreads();
    }

    /// Changes the number, for operations that start from now on. Torch: `torch.set_num_threads`.
    ///
    /// A program that itself runs one computation per processor is served best by 1.
    ///
    /// @throws IllegalArgumentException if `n` is not positive
    public static void setNumThreads(int n) {
        Parallel.setNumThreads(n);
    }
}
