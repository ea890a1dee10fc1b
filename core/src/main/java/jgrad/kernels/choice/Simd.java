package jgrad.kernels.choice;

/// Whether the Vector API is there: always on the module path, on a class path with `--add-modules
/// jdk.incubator.vector`.
public final class Simd {
    /// As a module, jgrad.core is not loaded without what it requires; that need not be in the boot
    /// layer, see Note \[No incubator line\].
    public static final boolean AVAILABLE =
            Simd.class.getModule().isNamed()
                    || ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    private Simd() {}
}
