/// What PyTorch was recorded to do, compared with what jgrad does.
module jgrad.conformance {
    requires static org.jspecify;
    requires com.fasterxml.jackson.databind;
    requires jgrad.core;

    exports jgrad.conformance;
}
