package jgrad.kernels;

/// Whether the Vector API is there: always on the module path, on a class path with `--add-modules
/// jdk.incubator.vector`.
public final class Simd {
    public static final boolean AVAILABLE =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    private Simd() {}
}
