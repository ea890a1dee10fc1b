/// The commands behind `./jgrad`.
module jgrad.cli {
    requires static org.jspecify;
    requires info.picocli;
    requires java.compiler;
    requires java.logging;
    requires jdk.compiler;
    requires jdk.jshell;
    requires jgrad.core;

    exports jgrad.cli;

    opens jgrad.cli to
            info.picocli;
}
