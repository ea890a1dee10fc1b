/// The loops by the Vector API, for floats and doubles. Without the module `jdk.incubator.vector`
/// no class of this room is ever loaded.
///
/// Vectors must stay in registers, which the JIT compiler grants only where species and operators
/// are constants and every call between two vectors is inlined: see [jgrad.kernels.vector.Inliner]
/// before adding to it. Most classes for doubles are made of those for floats, below
/// `src/generated/java`. By hand are the polynomials (`Math`, `Normal`, `Power`, `Trigonometry`),
/// which differ in degree and argument, and `VectorFolds`, `VectorNorms` and `VectorExtremes`,
/// where floats are widened on the way and doubles are not.
@NullMarked
package jgrad.kernels.vector;

import org.jspecify.annotations.NullMarked;
