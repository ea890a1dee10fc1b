package jgrad.kernels.resample;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.threads.Parallel;
import jgrad.kernels.walk.Dense;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Linear maps along the last dimensions of a tensor, one after the other, plane by plane so that
/// what lies between two of them stays in the cache.
public final class Resample {
    private static final int GRAIN = 1 << 13;

    private Resample() {}

    /// One map for each of the last `maps.length` dimensions. Half floats are computed as float32;
    /// integers need whole weights.
    public static Tensor of(Tensor x, Taps... maps) {
        DType type = Dense.computed(x.dtype());
        int[] shape = Raw.shape(x).clone();
        int lead = shape.length - maps.length;
        int planes = 1;
        for (int d = 0; d < lead; d++) {
            planes *= shape[d];
        }
        for (int d = 0; d < maps.length; d++) {
            assert maps[d].from() == shape[lead + d] : maps[d] + " of " + shape[lead + d];
            shape[lead + d] = maps[d].to();
        }
        Object y = Storage.uninitializedArray(type, Layout.numel(shape));
        if (Layout.numel(shape) > 0) {
            run(TapLoops.of(type), Dense.of(x, type), planes, maps, y);
        }
        return Dense.tensor(y, type, x.dtype(), shape);
    }

    /// A map with what lies before and behind its dimension when its turn comes.
    private record Stage<A>(Taps taps, A weights, int outer, int inner) {
        int size() {
            return outer * taps.to() * inner;
        }
    }

    @SuppressWarnings("unchecked") // the array has the type of the loops
    private static <A> void run(
            TapLoops<A> loops, Dense<A> x, int planes, Taps[] maps, Object result) {
        A y = (A) result;
        List<Stage<A>> stages = stages(loops, maps);
        int from = 1;
        int to = 1;
        int between = 0;
        for (Taps map : maps) {
            from *= map.from();
            to *= map.to();
        }
        for (Stage<A> stage : stages) {
            between = Math.max(between, stage.size());
        }
        int read = from;
        int written = to;
        int scratch = between;
        Parallel.forRange(
                planes,
                Math.max(1, GRAIN / Math.max(from, to)),
                (lo, hi) -> {
                    A a = loops.block(stages.size() > 1 ? scratch : 0);
                    A b = loops.block(stages.size() > 2 ? scratch : 0);
                    for (int p = lo; p < hi; p++) {
                        A source = x.array();
                        int at = x.at() + p * read;
                        for (int s = 0; s < stages.size(); s++) {
                            Stage<A> stage = stages.get(s);
                            boolean last = s == stages.size() - 1;
                            A target = last ? y : s % 2 == 0 ? a : b;
                            loops.apply(
                                    stage.taps,
                                    stage.weights,
                                    source,
                                    at,
                                    stage.outer,
                                    stage.inner,
                                    target,
                                    last ? p * written : 0);
                            source = target;
                            at = 0;
                        }
                    }
                });
    }

    /// Those that shrink most go first, and what changes nothing does not go at all.
    private static <A> List<Stage<A>> stages(TapLoops<A> loops, Taps[] maps) {
        var order = new ArrayList<Integer>();
        int[] shape = new int[maps.length];
        for (int d = 0; d < maps.length; d++) {
            shape[d] = maps[d].from();
            if (!maps[d].isIdentity()) {
                order.add(d);
            }
        }
        order.sort(Comparator.comparingDouble(d -> (double) maps[d].to() / maps[d].from()));
        if (order.isEmpty()) {
            order.add(maps.length - 1);
        }
        var stages = new ArrayList<Stage<A>>();
        for (int d : order) {
            int outer = 1;
            int inner = 1;
            for (int k = 0; k < maps.length; k++) {
                outer *= k < d ? shape[k] : 1;
                inner *= k > d ? shape[k] : 1;
            }
            stages.add(new Stage<>(maps[d], loops.weights(maps[d]), outer, inner));
            shape[d] = maps[d].to();
        }
        return stages;
    }
}
