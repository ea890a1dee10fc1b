package jgrad.bench;

import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/// Work beside libtorch's C++ interface, which has all that is to be compared.
public interface Workload extends Measured {
    /// As [#ours()], in libtorch. What is made here lives until the workload is done.
    Theirs theirs();

    @Override
    default Peer peer(int threads) {
        return new TorchPeer(this, threads);
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
