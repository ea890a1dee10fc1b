/// Reductions: a result for many elements, over any dimensions of any layout.
///
/// A [jgrad.kernels.fold.FoldPlan] says which elements make up each result and shares them out
/// among threads; a [jgrad.kernels.fold.Fold] is what is done with them. A new reduction is a new
/// fold, and a method in [jgrad.kernels.fold.Reduce].
@NullMarked
package jgrad.kernels.fold;

import org.jspecify.annotations.NullMarked;
