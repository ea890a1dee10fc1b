/// Loops over arrays, and what prepares them.
///
/// A kernel is a static method on tensors, such as `Each.binary(Binary.MUL, a, b)`: it allocates
/// the result, brings the operands' layouts together and calls a loop. A loop is a pure function on
/// arrays, offsets, strides and a number of elements; it knows no tensor. Neither knows operations,
/// gradients or transforms.
///
/// Each room uses those that stand above it, and none below:
///
/// | room | what |
/// |---|---|
/// | `threads` | the pool that kernels share |
/// | `functions` | what elementwise operations do with numbers |
/// | `loops` | what a loop is: the shapes of loops, and [jgrad.kernels.loops.LoopSet], all of them for a kind of machine |
/// | `scalar`, `vector`, `vector.product` | such sets: in plain Java, by the Vector API |
/// | `choice` | which set serves on this machine |
/// | `walk` | strides, broadcasting, copies, conversions |
/// | `elementwise` | a result for each element |
/// | `fold` | a result for many elements |
/// | `product` | products of matrices |
/// | `places` | elements that change place: gathering, scattering, joining, masks |
/// | `rows` | what looks at a row as a whole: softmax, norms, losses, scans, sorting |
/// | `windows` | windows that glide over volumes: convolution, pooling, patches |
/// | `resample` | linear maps along dimensions: other sizes, padding; images at the points of a grid |
/// | `linalg` | factorizations of matrices, and what they solve |
///
/// The loops for one element type are written by hand, those for the others are made of them: see
/// `format/Twins.java`.
@NullMarked
package jgrad.kernels;

import org.jspecify.annotations.NullMarked;
