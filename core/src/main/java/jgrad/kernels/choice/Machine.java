package jgrad.kernels.choice;

import jgrad.kernels.loops.LoopSet;
import jgrad.kernels.scalar.ScalarLoops;
import jgrad.kernels.vector.VectorLoops;

/// Which set of loops serves on this machine: here, and nowhere else, it is chosen.
///
/// A set for one kind of processor is a subclass of [VectorLoops] that overrides what it does
/// better, and one more case in [#best]. How many registers there are, and how wide, is said by
/// `Registers` beside the products of the Vector API, since to ask is to load it.
final class Machine {
    /// Whether the Vector API is there: always on the module path, on a class path with
    /// `--add-modules jdk.incubator.vector`.
    ///
    /// As a module, jgrad.core is not loaded without what it requires; that need not be in the boot
    /// layer, see Note \[No incubator line\].
    static final boolean VECTORS =
            Machine.class.getModule().isNamed()
                    || ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    /// The plain loops.
    static final LoopSet PLAIN = new ScalarLoops();

    /// The fastest loops there are for this machine.
    static final LoopSet BEST = best();

    private Machine() {}

    private static LoopSet best() {
        if (VECTORS) {
            return new VectorLoops();
        }
        System.err.println(
                "jgrad: the scalar loops serve, several times slower than the vector ones."
                        + " Start java with --add-modules jdk.incubator.vector, or put jgrad on the"
                        + " module path.");
        return PLAIN;
    }
}
