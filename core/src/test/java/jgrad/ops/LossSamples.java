package jgrad.ops;

import static jgrad.ops.Samples.any;
import static jgrad.ops.Samples.between;
import static jgrad.ops.Samples.index;
import static jgrad.ops.Samples.positive;

import jgrad.Tensor;
import jgrad.kernels.rows.NllLoss.Reduction;
import jgrad.ops.MarginLosses.MultiMarginLoss;
import jgrad.ops.MarginLosses.MultilabelMarginLoss;
import jgrad.ops.PairLosses.BinaryCrossEntropy;
import jgrad.ops.PairLosses.BinaryCrossEntropyBackward;
import jgrad.ops.PairLosses.BinaryCrossEntropyWithLogits;
import jgrad.ops.PairLosses.Kind;
import jgrad.ops.PairLosses.PairLoss;
import jgrad.ops.PairLosses.PairLossBackward;

import java.util.ArrayList;
import java.util.List;

/// Samples of the losses of predictions and targets, in all three reductions.
final class LossSamples {
    private LossSamples() {}

    static List<Sample> all() {
        var all = new ArrayList<Sample>();
        Tensor x = any(3, 4);
        Tensor t = any(3, 4);
        Tensor w = positive(3, 4);
        Tensor p = between(0.1, 0.9, 3, 4);
        Tensor q = between(0.1, 0.9, 3, 4);
        for (Reduction r : Reduction.values()) {
            Tensor g = r == Reduction.NONE ? any(3, 4) : any();
            for (Kind kind : Kind.values()) {
                all.add(Sample.of(new PairLoss(kind, r, 0.73), x, t));
                all.add(Sample.of(new PairLossBackward(kind, r, 0.73), g, x, t));
            }
            all.add(Sample.of(new BinaryCrossEntropy(false, r), p, q));
            all.add(Sample.of(new BinaryCrossEntropy(true, r), p, q, w));
            all.add(Sample.of(new BinaryCrossEntropyBackward(false, r), g, p, q));
            all.add(Sample.of(new BinaryCrossEntropyBackward(true, r), g, p, q, w));
            all.add(Sample.of(new BinaryCrossEntropyWithLogits(false, false, r), x, t));
            all.add(Sample.of(new BinaryCrossEntropyWithLogits(true, false, r), x, t, w));
            all.add(Sample.of(new BinaryCrossEntropyWithLogits(false, true, r), x, t, w));
            all.add(Sample.of(new BinaryCrossEntropyWithLogits(true, true, r), x, t, p, w));
            Tensor scores = any(2, 3);
            Tensor classes = index(2, 0);
            all.add(Sample.of(new MultiMarginLoss(1, 0.77, false, r), scores, classes));
            all.add(Sample.of(new MultiMarginLoss(2, 0.77, true, r), scores, classes, any(3)));
            all.add(
                    Sample.of(
                            new MultilabelMarginLoss(r),
                            scores,
                            index(new long[][] {{2, 0, -1}, {1, -1, 0}})));
        }
        for (double power : new double[] {0, 0.5, 1, 1.5, 2, 3, Double.POSITIVE_INFINITY}) {
            all.add(Sample.of(new RowDistances.Norm(power, new int[] {1}, false), x));
        }
        return all;
    }
}
