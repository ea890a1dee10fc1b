/// Elementwise kernels: a result for each element of the operands, broadcast together.
@NullMarked
package jgrad.kernels.elementwise;

import org.jspecify.annotations.NullMarked;
