/// The loops in plain Java: what runs without the Vector API, and the oracle of all others.
///
/// Those for floats are written by hand; those for the other types are made of them, below
/// `src/generated/java`.
@NullMarked
package jgrad.kernels.scalar;

import org.jspecify.annotations.NullMarked;
