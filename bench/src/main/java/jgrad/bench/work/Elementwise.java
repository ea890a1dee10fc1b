package jgrad.bench.work;

import static jgrad.bench.Workload.all;

import jgrad.Functional;
import jgrad.Tensor;
import jgrad.bench.Inputs;
import jgrad.bench.Target;
import jgrad.bench.Workload;

import org.bytedeco.pytorch.global.torch;

import java.util.Locale;
import java.util.function.BinaryOperator;

/// One operation on long vectors, nothing recorded, a fresh result each time.
public record Elementwise(Kind kind, int n) implements Workload {
    /// The operation; of those with one operand the second stays unused.
    public enum Kind {
        ADD(Tensor::add, org.bytedeco.pytorch.Tensor::add),
        MUL(Tensor::mul, org.bytedeco.pytorch.Tensor::mul),
        RELU((a, _) -> a.relu(), (a, _) -> a.relu()),
        EXP((a, _) -> a.exp(), (a, _) -> a.exp()),
        TANH((a, _) -> a.tanh(), (a, _) -> a.tanh()),
        SIGMOID((a, _) -> a.sigmoid(), (a, _) -> a.sigmoid()),
        GELU((a, _) -> Functional.gelu(a), (a, _) -> torch.gelu(a));

        final BinaryOperator<Tensor> ours;
        final BinaryOperator<org.bytedeco.pytorch.Tensor> theirs;

        Kind(BinaryOperator<Tensor> ours, BinaryOperator<org.bytedeco.pytorch.Tensor> theirs) {
            this.ours = ours;
            this.theirs = theirs;
        }
    }

    @Override
    public String family() {
        return "elementwise";
    }

    @Override
    public String name() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + (n >> 20) + "M";
    }

    @Override
    public Target target() {
        return Target.ratio(1);
    }

    @Override
    public boolean records() {
        return false;
    }

    @Override
    public Ours ours() {
        Tensor a = Inputs.ours(4f, 1, n);
        Tensor b = Inputs.ours(4f, 2, n);
        return () -> all(kind.ours.apply(a, b));
    }

    @Override
    public Theirs theirs() {
        var a = Inputs.theirs(4f, 1, n);
        var b = Inputs.theirs(4f, 2, n);
        return () -> all(kind.theirs.apply(a, b));
    }
}
