/// Products of matrices by the Vector API: operands are packed into panels, and panels are
/// multiplied by tiles that stay in registers.
///
/// [jgrad.kernels.vector.product.Registers] says what this processor's are like; a tile for one
/// kind of processor is chosen by it, in [jgrad.kernels.vector.product.VectorProducts].
@NullMarked
package jgrad.kernels.vector.product;

import org.jspecify.annotations.NullMarked;
