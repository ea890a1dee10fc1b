package jgrad.viz;

import jgrad.Tensor;
import jgrad.autograd.Node;
import jgrad.autograd.SavedSlot;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/// The tensors behind the outputs of nodes, as far as anything still holds them: nodes do not
/// remember what they computed, but formulas, names, retained gradients and the user do.
final class Known {
    private final IdentityHashMap<Node, Map<Integer, Tensor>> outputs = new IdentityHashMap<>();

    void addAll(Node node) {
        addAll(node.knownOutputs());
        for (SavedSlot slot : node.savedSlots()) {
            Tensor tensor = slot.tensor();
            if (tensor != null) {
                add(tensor);
            }
        }
    }

    void addAll(Collection<Tensor> tensors) {
        tensors.forEach(this::add);
    }

    /// A tensor with a name, or with a gradient of its own, tells more than another of the same
    /// value.
    private void add(Tensor tensor) {
        Node node = tensor.gradFn();
        if (node != null) {
            outputs.computeIfAbsent(node, _ -> new HashMap<>())
                    .merge(
                            tensor.outputNr(),
                            tensor,
                            (old, fresh) -> tells(old) >= tells(fresh) ? old : fresh);
        }
    }

    private static int tells(Tensor tensor) {
        return (tensor.name() != null ? 1 : 0) + (tensor.retainsGrad() ? 2 : 0);
    }

    /// Output `k` of a node; null if nothing holds it any more.
    @Nullable Tensor output(Node node, int k) {
        Map<Integer, Tensor> tensors = outputs.get(node);
        return tensors == null ? null : tensors.get(k);
    }
}
