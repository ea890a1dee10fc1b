package jgrad.bench;

import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/// One piece of work that both libraries do, as their users would write it.
public interface Workload extends Item {
    /// Prepares inputs, the same on every call, and gives the step to be timed.
    Ours ours();

    /// As [#ours()], in libtorch. What is made here lives until the workload is done.
    Theirs theirs();

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

    /// A step in libtorch. Every tensor it makes is released when it returns, as a user would.
    @FunctionalInterface
    interface Theirs {
        /// As [Ours#step()].
        org.bytedeco.pytorch.Tensor[] step();
    }

    /// The tensors a step returns.
    static Tensor[] all(Tensor... results) {
        return results;
    }

    /// The tensors a step returns.
    static org.bytedeco.pytorch.Tensor[] all(org.bytedeco.pytorch.Tensor... results) {
        return results;
    }

    /// A value and its gradients.
    static Tensor[] all(Tensor value, List<? extends @Nullable Tensor> gradients) {
        var results = new Tensor[gradients.size() + 1];
        results[0] = value;
        for (int i = 1; i < results.length; i++) {
            results[i] = Objects.requireNonNull(gradients.get(i - 1));
        }
        return results;
    }

    /// A value and its gradients.
    static org.bytedeco.pytorch.Tensor[] all(
            org.bytedeco.pytorch.Tensor value, org.bytedeco.pytorch.Tensor[] gradients) {
        var results = new org.bytedeco.pytorch.Tensor[gradients.length + 1];
        results[0] = value;
        System.arraycopy(gradients, 0, results, 1, gradients.length);
        return results;
    }
}
