// Hooks look at gradients while they flow, and may change them; a listener hears of everything.
//
//     ./jgrad run examples/Hooks.java

import static jgrad.Tensors.*;
import static jgrad.autograd.Autograd.*;

import module jgrad.core;

void main() {
    var x = tensor(1.0, 2.0, 3.0).requiresGrad_();
    var y = x.mul(x);
    var loss = y.mul(tensor(1.0, -10.0, 1.0)).sum();

    // On a tensor: what the hook returns takes the place of its gradient, null leaves it.
    y.registerHook(g -> g.clamp(-2.0, 2.0));
    // print gives back what it prints, so that a hook can be one line.
    Handle seen = y.registerHook(g -> print(g));

    // On a node: gradients of its inputs and its outputs, after it has run.
    y.gradFn()
            .registerHook((gradInputs, gradOutputs) -> {
                print("MulBackward0 gives", gradInputs.get(0));
                return null;
            });

    loss.backward(retainGraph());
    print(x.grad());

    // A hook can be taken back. The others stay.
    seen.remove();
    x.setGrad(null);
    try (var _ = Autograd.listen(new Steps())) {
        loss.backward();
    }
}

/// Methods that are not overridden do nothing.
final class Steps implements GraphListener {
    @Override
    public void executed(Node node, Gradients gradOutputs, Gradients gradInputs) {
        print("ran", node.name());
    }

    @Override
    public void accumulated(Tensor leaf, Tensor grad) {
        print("a leaf has the gradient", grad);
    }
}
