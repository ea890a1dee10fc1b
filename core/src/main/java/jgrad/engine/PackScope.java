package jgrad.engine;

import jgrad.autograd.SavedTensorHooks;

import org.jspecify.annotations.Nullable;

/// The saved-tensor hooks in force, innermost first; `refusal` instead of hooks where they are
/// disabled.
public record PackScope(
        @Nullable SavedTensorHooks hooks, @Nullable String refusal, @Nullable PackScope outer) {}
