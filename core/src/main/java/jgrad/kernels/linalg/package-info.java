/// Factorizations of matrices, batch by batch, and what they solve: LU, Cholesky, LDL, QR by
/// reflectors, singular and eigenvalues, least squares, the exponential.
@NullMarked
package jgrad.kernels.linalg;

import org.jspecify.annotations.NullMarked;
