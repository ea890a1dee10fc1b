package jgrad.bench.work;

import static jgrad.bench.Workload.all;

import jgrad.Functional;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.autograd.Autograd;
import jgrad.bench.Inputs;
import jgrad.bench.Target;
import jgrad.bench.Torch;
import jgrad.bench.Workload;

import org.bytedeco.pytorch.global.torch;

/// Cross-entropy of logits and class numbers, and back.
public record CrossEntropy(int rows, int classes) implements Workload {
    @Override
    public String family() {
        return "rows";
    }

    @Override
    public String name() {
        return "cross-entropy " + rows + "x" + classes + ", forward and backward";
    }

    @Override
    public Target target() {
        return Target.ratio(1.2);
    }

    @Override
    public Ours ours() {
        Tensor x = Inputs.ours(4f, 1, rows, classes).requiresGrad_();
        Tensor labels = Tensors.fromArray(Inputs.labels(2, rows, classes));
        return () -> {
            Tensor loss = Functional.crossEntropy(x, labels);
            return all(loss, Autograd.grad(loss, List.of(x)));
        };
    }

    @Override
    public Theirs theirs() {
        var x = Torch.leaf(Inputs.theirs(4f, 1, rows, classes));
        var labels = Torch.tensor(Inputs.labels(2, rows, classes), rows);
        return () -> {
            var loss = torch.cross_entropy_loss(x, labels);
            return all(loss, Torch.grad(loss, x));
        };
    }
}
