/// Modules: parameters, and the functions they take part in.
module jgrad.nn {
    requires static org.jspecify;
    requires transitive jgrad.core;

    exports jgrad.nn;
}
