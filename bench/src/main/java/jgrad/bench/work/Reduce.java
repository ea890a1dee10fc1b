package jgrad.bench.work;

import static jgrad.bench.Workload.all;

import jgrad.Tensor;
import jgrad.bench.Inputs;
import jgrad.bench.Target;
import jgrad.bench.Workload;

import java.util.Locale;

/// A reduction of a square matrix over one dimension, nothing recorded.
public record Reduce(Kind kind, int dim, int n) implements Workload {
    /// The reduction, with what is asked of it.
    public enum Kind {
        SUM(1.0),
        MEAN(1.5),
        VAR(20);

        final double least;

        Kind(double least) {
            this.least = least;
        }
    }

    @Override
    public String family() {
        return "reduce";
    }

    @Override
    public String name() {
        return "%s(%d) of %dx%d".formatted(kind.name().toLowerCase(Locale.ROOT), dim, n, n);
    }

    @Override
    public Target target() {
        return Target.ratio(kind.least);
    }

    @Override
    public boolean records() {
        return false;
    }

    @Override
    public Ours ours() {
        Tensor x = Inputs.ours(1, n, n);
        return switch (kind) {
            case SUM -> () -> all(x.sum(dim));
            case MEAN -> () -> all(x.mean(dim));
            case VAR -> () -> all(x.var(dim));
        };
    }

    @Override
    public Theirs theirs() {
        var x = Inputs.theirs(1, n, n);
        long[] dims = {dim};
        return switch (kind) {
            case SUM -> () -> all(x.sum(dims));
            case MEAN -> () -> all(x.mean(dims));
            case VAR -> () -> all(x.var(dims, true, false));
        };
    }
}
