// A network learns the exclusive or, by gradient descent written out by hand.
//
//     ./jgrad run examples/TrainXor.java

import static jgrad.Tensors.*;
import static jgrad.autograd.Autograd.*;

import module jgrad.core;

import jgrad.nn.Linear;
import jgrad.nn.Module1;

/// Modules that are added to a module bring their parameters along.
final class Net extends Module1 {
    private final Linear hidden = add("hidden", new Linear(2, 8));
    private final Linear out = add("out", new Linear(8, 1));

    @Override
    public Tensor forward(Tensor x) {
        return sigmoid(out.call(tanh(hidden.call(x))));
    }
}

void main() {
    manualSeed(1);
    var x = tensor(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
    var y = tensor(new double[][] {{0}, {1}, {1}, {0}});

    var net = new Net();
    print(net);
    for (int step = 1; step <= 1000; step++) {
        // What is made inside the scope gives its memory back at its end. It is never needed; it
        // makes loops over large tensors faster.
        try (var _ = StepScope.open()) {
            net.zeroGrad();
            var loss = net.call(x).sub(y).pow(2).mean();
            loss.backward();
            try (var _ = noGrad()) {
                for (var p : net.parameters()) {
                    p.sub_(p.grad()); // in place: the parameter stays the same tensor
                }
            }
            if (step == 1 || step % 250 == 0) {
                IO.println("step %4d: loss %.3f".formatted(step, loss.toDouble()));
            }
        }
    }

    try (var _ = noGrad()) {
        print(net.call(x).gt(0.5).flatten());
    }
}
