/// How kernels get from layouts to runs of elements: broadcasting, the shortest nest of loops over
/// several operands, copies between layouts and types, single elements of any type, what may not
/// overlap.
@NullMarked
package jgrad.kernels.walk;

import org.jspecify.annotations.NullMarked;
