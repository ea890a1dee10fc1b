package jgrad.engine;

import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

/// The forward-mode levels that the user opened by hand in this thread.
public final class ForwardLevels {
    private ForwardLevels() {}

    public static DualLevel enter() {
        var level = new DualLevel(true);
        State.current().dualLevels.add(level);
        return level;
    }

    public static void exit(DualLevel level) {
        if (innermost() != level) {
            throw new IllegalStateException(
                    "Trying to exit a forward AD level that was not the last one that was created."
                            + " This is not supported."
                            + Place.suffix());
        }
        State.current().dualLevels.removeLast();
        level.close();
    }

    public static @Nullable DualLevel innermost() {
        var levels = State.current().dualLevels;
        return levels.isEmpty() ? null : levels.getLast();
    }

    /// The level at which to unpack a tensor: in a thread that opened none, the tensor's own.
    public static @Nullable DualLevel of(Tensor t) {
        DualLevel level = innermost();
        if (level != null) {
            return level;
        }
        Lifted lifted = Levels.alive(t).lifted;
        return lifted != null && lifted.level() instanceof DualLevel dual && dual.isByHand()
                ? dual
                : null;
    }
}
