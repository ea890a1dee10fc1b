/// Special functions of numbers: gamma, error, Bessel and Airy functions, and orthogonal
/// polynomials.
///
/// Each class says by which method it computes and how exactly. Coefficients were found at 50
/// digits and are of our own making; formulas are cited from the Digital Library of Mathematical
/// Functions (DLMF, dlmf.nist.gov). Where PyTorch's values differ from the true ones at a pole or
/// at infinity, PyTorch's are kept, with a comment.
@NullMarked
package jgrad.kernels.special;

import org.jspecify.annotations.NullMarked;
