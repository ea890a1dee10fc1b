package jgrad.bench.work;

import jgrad.bench.Inputs;
import jgrad.bench.Torch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// What [OurNet] is, in libtorch.
record TheirNet(Tensor[] parameters) {
    static TheirNet of(int in, int hidden, int out) {
        return new TheirNet(
                new Tensor[] {
                    Inputs.theirs(0.2f, 1, hidden, in),
                    Inputs.theirs(0.2f, 2, hidden),
                    Inputs.theirs(0.2f, 3, out, hidden),
                    Inputs.theirs(0.2f, 4, out)
                });
    }

    TheirNet trained() {
        for (Tensor p : parameters) {
            Torch.leaf(p);
        }
        return this;
    }

    Tensor apply(Tensor x) {
        Tensor hidden = torch.linear(x, parameters[0], new TensorOptional(parameters[1])).tanh();
        return torch.linear(hidden, parameters[2], new TensorOptional(parameters[3]));
    }
}
