package jgrad.engine;

import jgrad.Tensor;
import jgrad.storage.Layout;

import org.jspecify.annotations.Nullable;

/// Where a tensor stands in graphs and among transforms, without its elements: they may be packed
/// away meanwhile, and come back as other tensors.
///
/// @param accumulator where the gradient of a leaf goes
/// @param lifted how it belongs to a transform, its value being the elements or `below`; null if it
///   belongs to none
/// @param below where its value stands
record Stand(
        @Nullable GraphNode gradFn,
        int outputNr,
        @Nullable AccumulateNode accumulator,
        @Nullable Lift lifted,
        @Nullable Stand below) {

    record Lift(Level level, @Nullable Tensor tangent, int dim) {}

    static Stand of(Tensor t) {
        t.gradFnNow(); // makes that of a stale view anew
        GraphNode gradFn = t.gradFn;
        AccumulateNode accumulator = t.requiresGrad && gradFn == null ? t.accumulator() : null;
        Lifted lifted = t.lifted;
        return lifted == null
                ? new Stand(gradFn, t.outputNr, accumulator, null, null)
                : new Stand(
                        gradFn,
                        t.outputNr,
                        accumulator,
                        new Lift(lifted.level(), lifted.tangent(), lifted.dim()),
                        of(lifted.value()));
    }

    /// The elements below all transforms, without history.
    static Tensor bare(Tensor t) {
        Tensor bare = t;
        while (bare.lifted != null) {
            bare = bare.lifted.value();
        }
        return bare.alias();
    }

    /// A tensor of these elements that stands here.
    Tensor raise(Tensor elements) {
        Tensor out;
        if (lifted == null || below == null) {
            out = elements.alias();
        } else {
            Tensor value = below.raise(elements);
            Layout layout = value.layout();
            out =
                    lifted.level()
                            .wrap(
                                    value,
                                    lifted.tangent(),
                                    lifted.dim(),
                                    lifted.level() instanceof BatchLevel
                                            ? BatchLevel.ofSample(layout, lifted.dim())
                                            : layout);
        }
        if (gradFn != null) {
            out.attach(gradFn, outputNr);
        } else if (accumulator != null) {
            out.requiresGrad = true;
            out.accumulator = accumulator;
        }
        return out;
    }
}
