/// Kernels that look at a row, or a column, as a whole: softmax, layer norm, the loss of classes,
/// running sums, sorting.
@NullMarked
package jgrad.kernels.rows;

import org.jspecify.annotations.NullMarked;
