package jgrad.engine;

import jgrad.Tensor;
import jgrad.autograd.Gradients;
import jgrad.autograd.Handle;
import jgrad.autograd.NodeHook;
import jgrad.autograd.NodePreHook;
import jgrad.autograd.TensorHook;

import org.jspecify.annotations.Nullable;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/// The hooks of one node, in the order in which they run.
///
/// Note [Hook order]: hooks of the output tensors, then what `retainGrad` keeps, then hooks before
/// the node, the node, for a leaf the hooks after accumulation, and hooks after the node. Lists are
/// replaced, never changed, so that a hook may add or remove hooks while they run.
final class NodeHooks {
    private record OnTensor(int outputNr, TensorHook hook) {}

    private record Retained(int outputNr, Tensor tensor) {}

    private List<OnTensor> tensorHooks = List.of();
    private List<Retained> retained = List.of();
    private List<NodePreHook> preHooks = List.of();
    private List<NodeHook> postHooks = List.of();
    private List<java.util.function.Consumer<Tensor>> afterAccumulation = List.of();

    /// Outputs of the node that were given names. Weak, for a name must not keep a tensor alive.
    private List<WeakReference<Tensor>> named = List.of();

    boolean isUsersCode() {
        return !tensorHooks.isEmpty() || hasNodeHooks() || !afterAccumulation.isEmpty();
    }

    boolean hasNodeHooks() {
        return !preHooks.isEmpty() || !postHooks.isEmpty();
    }

    Handle addTensorHook(int outputNr, TensorHook hook) {
        var entry = new OnTensor(outputNr, hook);
        tensorHooks = with(tensorHooks, entry);
        return () -> tensorHooks = without(tensorHooks, entry);
    }

    Handle addPreHook(NodePreHook hook) {
        preHooks = with(preHooks, hook);
        return () -> preHooks = without(preHooks, hook);
    }

    Handle addPostHook(NodeHook hook) {
        postHooks = with(postHooks, hook);
        return () -> postHooks = without(postHooks, hook);
    }

    Handle addAfterAccumulation(java.util.function.Consumer<Tensor> hook) {
        afterAccumulation = with(afterAccumulation, hook);
        return () -> afterAccumulation = without(afterAccumulation, hook);
    }

    void retain(int outputNr, Tensor tensor) {
        retained = with(retained, new Retained(outputNr, tensor));
    }

    void name(Tensor tensor) {
        named = with(named, new WeakReference<>(tensor));
    }

    List<Tensor> knownOutputs() {
        var known = new ArrayList<Tensor>();
        for (Retained entry : retained) {
            known.add(entry.tensor);
        }
        for (WeakReference<Tensor> reference : named) {
            Tensor tensor = reference.get();
            if (tensor != null) {
                known.add(tensor);
            }
        }
        return known;
    }

    /// The tensor moved to another node, as an in-place operation does.
    void stopRetaining(Tensor tensor) {
        for (Retained entry : retained) {
            if (entry.tensor == tensor) {
                retained = without(retained, entry);
            }
        }
    }

    void runTensorHooks(@Nullable Tensor[] grads) {
        for (OnTensor entry : tensorHooks) {
            Tensor grad = grads[entry.outputNr];
            if (grad != null) {
                grads[entry.outputNr] = replaced(grad, entry.hook.apply(grad), entry.hook);
            }
        }
    }

    void runRetained(@Nullable Tensor[] grads) {
        for (Retained entry : retained) {
            Tensor grad = grads[entry.outputNr];
            if (grad != null) {
                Tensor before = entry.tensor.grad;
                // a copy, for what arrives may be the user's, or another's that retains it too
                entry.tensor.grad =
                        before == null ? Fitting.copyLike(entry.tensor, grad) : before.add(grad);
            }
        }
    }

    private static Tensor replaced(Tensor grad, @Nullable Tensor by, Object hook) {
        if (by == null) {
            return grad;
        }
        String name =
                hook.getClass().isSynthetic() || hook.getClass().isHidden()
                        ? "<lambda>"
                        : hook.getClass().getSimpleName();
        if (!java.util.Arrays.equals(by.layout().shape(), grad.layout().shape())) {
            throw new IllegalStateException("hook '" + name + "' has changed the size of value");
        }
        if (by.dtype() != grad.dtype()) {
            throw new IllegalStateException(
                    "hook '"
                            + name
                            + "' has changed the type of value (was torch."
                            + grad.dtype().scalarName()
                            + "Tensor got torch."
                            + by.dtype().scalarName()
                            + "Tensor)");
        }
        return by;
    }

    @Nullable Tensor[] runPreHooks(@Nullable Tensor[] grads) {
        for (NodePreHook hook : preHooks) {
            grads = replaced(grads, hook.before(new Gradients(grads)), "pre-hook");
        }
        return grads;
    }

    @Nullable Tensor[] runPostHooks(@Nullable Tensor[] inputs, @Nullable Tensor[] outputs) {
        for (NodeHook hook : postHooks) {
            inputs =
                    replaced(
                            inputs,
                            hook.after(new Gradients(inputs), new Gradients(outputs)),
                            "hook");
        }
        return inputs;
    }

    private static @Nullable Tensor[] replaced(
            @Nullable Tensor[] grads, @Nullable List<@Nullable Tensor> by, String kind) {
        if (by == null) {
            return grads;
        }
        if (by.size() != grads.length) {
            throw new IllegalStateException(
                    "a node's "
                            + kind
                            + " has returned an incorrect number of values (got "
                            + by.size()
                            + ", but expected "
                            + grads.length
                            + ")");
        }
        return by.toArray(new @Nullable Tensor[0]);
    }

    void runAfterAccumulation(Tensor leaf) {
        for (var hook : afterAccumulation) {
            hook.accept(leaf);
        }
    }

    private static <T> List<T> with(List<T> list, T entry) {
        var copy = new ArrayList<>(list);
        copy.add(entry);
        return List.copyOf(copy);
    }

    private static <T> List<T> without(List<T> list, T entry) {
        var copy = new ArrayList<>(list);
        copy.removeIf(e -> e == entry);
        return List.copyOf(copy);
    }
}
