package jgrad.nn;

import jgrad.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Modules one after the other. Torch: `torch.nn.Sequential`.
public final class Sequential extends Module1 {
    private final List<Module1> inOrder = new ArrayList<>();

    /// The modules get the names 0, 1, 2, ...
    public Sequential(Module1... modules) {
        for (int i = 0; i < modules.length; i++) {
            inOrder.add(add(Integer.toString(i), modules[i]));
        }
    }

    /// The modules by name, in the map's order.
    public Sequential(Map<String, Module1> modules) {
        modules.forEach((name, module) -> inOrder.add(add(name, module)));
    }

    /// The `i`th module; a negative number counts from the end.
    public Module1 get(int i) {
        return inOrder.get(i < 0 ? i + inOrder.size() : i);
    }

    public int size() {
        return inOrder.size();
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor at = x;
        for (Module1 module : inOrder) {
            at = module.call(at);
        }
        return at;
    }
}
