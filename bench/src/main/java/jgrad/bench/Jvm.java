package jgrad.bench;

import jgrad.Tensor;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command lines of the processes that measure.
final class Jvm {
    /// What the table says about them.
    static final List<String> FLAGS =
            List.of("-XX:+UseParallelGC", "-Xms3g", "-Xmx3g", "-XX:+AlwaysPreTouch");

    /// javacpp neither registers its objects with the collector, since every one is released by
    /// hand, nor asks the system for the size of the process at every allocation.
    private static final List<String> LIBTORCH =
            List.of(
                    "-Dorg.bytedeco.javacpp.nopointergc=true",
                    "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                    "-Dorg.bytedeco.javacpp.maxbytes=0",
                    "--enable-native-access=ALL-UNNAMED");

    private Jvm() {}

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /// Options for a process with the library as a module, and so with the Vector API, or on the
    /// class path without it.
    static List<String> options(boolean timed, boolean vectors) {
        var options = new ArrayList<String>(timed ? FLAGS : List.of());
        options.addAll(LIBTORCH);
        options.add("-Djgrad.root=" + System.getProperty("jgrad.root", "."));
        options.addAll(library(vectors));
        return options;
    }

    static List<String> library(boolean vectors) {
        return vectors
                ? List.of(
                        "--module-path",
                        core(),
                        "--add-modules",
                        "jgrad.core",
                        "--add-exports",
                        "jgrad.core/jgrad.kernels.threads=ALL-UNNAMED")
                : List.of();
    }

    static List<String> command(
            boolean timed, boolean vectors, Class<?> main, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(java());
        command.addAll(options(timed, vectors));
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(arguments);
        return command;
    }

    /// Has the library too: where it is also a module, the module is what is found.
    static String classPath() {
        return System.getProperty("java.class.path");
    }

    /// The library's jar or folder.
    static String core() {
        try {
            var source = Tensor.class.getProtectionDomain().getCodeSource();
            return Path.of(source.getLocation().toURI()).toString();
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
