/// Tensors, and what can be done with them.
///
/// [Tensor] has the methods, family by family in the sealed interfaces it implements
/// ([Elementwise], [Reduction], [Movement], [LinearAlgebra], [IndexingOps], [InPlaceOps], ...);
/// [Tensors] makes tensors and has functions of several; [Functional] has losses and layers without
/// state. Gradients are in [jgrad.autograd], functions of functions in [jgrad.func].
@NullMarked
package jgrad;

import org.jspecify.annotations.NullMarked;
