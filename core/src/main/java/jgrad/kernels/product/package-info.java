/// Products of matrices and vectors, as the callers of BLAS know them. A convolution would stand
/// here too: as products of patches, laid out by `walk`.
@NullMarked
package jgrad.kernels.product;

import org.jspecify.annotations.NullMarked;
