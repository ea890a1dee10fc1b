/// Modules: parameters, and the functions they take part in; data, optimisers, and tensors in
/// files.
module jgrad.nn {
    requires static org.jspecify;
    requires transitive jgrad.core;

    exports jgrad.data;
    exports jgrad.files;
    exports jgrad.nn;
    exports jgrad.optim;
}
