/// Modules: parameters, and the functions they take part in; tensors in files.
module jgrad.nn {
    requires static org.jspecify;
    requires transitive jgrad.core;

    exports jgrad.files;
    exports jgrad.nn;
}
