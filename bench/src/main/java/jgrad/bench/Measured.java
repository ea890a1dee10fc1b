package jgrad.bench;

import jgrad.Tensor;

import java.util.List;

/// One piece of work that jgrad does beside a peer, as users of both would write it.
public interface Measured extends Item {
    /// Prepares inputs, the same on every call, and gives the step to be timed.
    Ours ours();

    /// Starts the other library, with a number of threads.
    Peer peer(int threads);

    /// Which library that is. A process can hold one, so that work beside different ones is
    /// measured in different processes.
    default Library library() {
        return Library.OPENBLAS_BUILD;
    }

    /// How far results may lie apart, as a part of the greatest absolute value among them.
    default double tolerance() {
        return 1e-5;
    }

    /// Whether operations are recorded. If not, the step runs under `noGrad`.
    default boolean records() {
        return true;
    }

    /// Whether jgrad's step runs in a [jgrad.StepScope], which takes memory back at its end as
    /// libtorch does when tensors are released. It pays for large tensors.
    default boolean scoped() {
        return true;
    }

    /// A step in jgrad.
    @FunctionalInterface
    interface Ours {
        /// Does the work once and gives what is to be compared: values, losses, gradients.
        Tensor[] step();
    }

    /// The same work in another library, until it is closed.
    interface Peer extends AutoCloseable {
        /// What so many steps give, from fresh inputs.
        List<float[]> results(int steps);

        /// The step to be timed. Every tensor it makes is released when it returns, as a user
        /// would.
        Runnable step();

        @Override
        void close();
    }

    /// A build of libtorch. Two in one process get in each other's way.
    enum Library {
        /// `org.bytedeco:pytorch`.
        OPENBLAS_BUILD,
        /// What pytorch.org gives to Python, with MKL, through DJL.
        OFFICIAL_BUILD
    }
}
