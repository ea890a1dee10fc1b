package jgrad.optim;

import jgrad.files.Tuple;

import java.util.List;

/// The momentum of a group, which some optimisers call the first of their betas.
final class MomentumCycle {
    private MomentumCycle() {}

    /// Whether it is called `betas`.
    ///
    /// @throws IllegalArgumentException if the optimiser has neither
    static boolean usesBeta1(Optimizer optimizer) {
        ParamGroup group = optimizer.paramGroups().getFirst();
        if (!group.has("momentum") && !group.has("betas")) {
            throw new IllegalArgumentException(
                    "optimizer must support momentum or beta1 with `cycle_momentum` option"
                            + " enabled");
        }
        return group.has("betas");
    }

    static void set(ParamGroup group, double momentum) {
        if (group.has("betas")) {
            group.set("betas", Tuple.of(momentum, group.number("betas", 1)));
        } else {
            group.set("momentum", momentum);
        }
    }

    /// Starts a cycle: the momentum is largest where the rate is smallest.
    static void begin(Optimizer optimizer, List<Double> base, List<Double> max) {
        for (int i = 0; i < base.size(); i++) {
            ParamGroup group = optimizer.paramGroups().get(i);
            set(group, max.get(i));
            group.set("max_momentum", max.get(i));
            group.set("base_momentum", base.get(i));
        }
    }
}
