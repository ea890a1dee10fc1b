/// The commands behind `./jgrad`.
module jgrad.cli {
    requires static org.jspecify;
    requires info.picocli;
    requires java.compiler;
    requires java.logging;
    requires jdk.compiler;
    requires jdk.jshell;
    requires jgrad.conformance;
    requires jgrad.core;
    requires jgrad.nn;
    requires jgrad.viz;

    exports jgrad.cli;

    opens jgrad.cli to
            info.picocli;
}
