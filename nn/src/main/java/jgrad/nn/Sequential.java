package jgrad.nn;

import jgrad.Tensor;

import java.util.Map;

/// Modules one after the other. Torch: `torch.nn.Sequential`.
public final class Sequential extends Module {
    /// The modules get the names 0, 1, 2, ...
    public Sequential(Module... modules) {
        for (int i = 0; i < modules.length; i++) {
            add(Integer.toString(i), modules[i]);
        }
    }

    /// The modules by name, in the map's order.
    public Sequential(Map<String, Module> modules) {
        modules.forEach(this::add);
    }

    /// The `i`th module; a negative number counts from the end.
    public Module get(int i) {
        return children().get(i < 0 ? i + children().size() : i);
    }

    public int size() {
        return namedChildren().size();
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor at = x;
        for (Module module : namedChildren().values()) {
            at = module.call(at);
        }
        return at;
    }
}
