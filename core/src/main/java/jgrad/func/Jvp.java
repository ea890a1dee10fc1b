package jgrad.func;

/// The value of a function and its derivative in a direction.
public record Jvp<R>(R output, R tangent) {}
