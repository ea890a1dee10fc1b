package jgrad.bench.work;

import static jgrad.bench.Workload.all;

import jgrad.Tensor;
import jgrad.bench.Inputs;
import jgrad.bench.Target;
import jgrad.bench.Workload;

/// The product of two square matrices, either of which may lie transposed; nothing recorded.
public record Gemm(Form form, int n) implements Workload {
    /// N as it is, T transposed.
    public enum Form {
        NN,
        NT,
        TN
    }

    @Override
    public String family() {
        return "gemm";
    }

    @Override
    public String name() {
        return "sgemm " + n + " " + form;
    }

    @Override
    public Target target() {
        return Target.ratio(0.95);
    }

    @Override
    public boolean records() {
        return false;
    }

    @Override
    public boolean onlyInFull() {
        return n == 128 || n == 512 || n == 2048 && form != Form.NN;
    }

    @Override
    public Ours ours() {
        Tensor a = Inputs.ours(1, n, n);
        Tensor b = Inputs.ours(2, n, n);
        Tensor left = form == Form.TN ? a.t() : a;
        Tensor right = form == Form.NT ? b.t() : b;
        return () -> all(left.mm(right));
    }

    @Override
    public Theirs theirs() {
        var a = Inputs.theirs(1, n, n);
        var b = Inputs.theirs(2, n, n);
        var left = form == Form.TN ? a.t() : a;
        var right = form == Form.NT ? b.t() : b;
        return () -> all(left.mm(right));
    }
}
