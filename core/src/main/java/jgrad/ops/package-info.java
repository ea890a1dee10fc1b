/// One record per operation, in sealed families of a file each: the kernel, the derivative, the
/// forward-mode rule, the batching rule, the names. [Op] is the contract.
///
/// Formulas are written with tensors' ordinary operations, so they pass the waist
/// ([jgrad.engine.Ops]) again and can be differentiated again. Not exported.
@NullMarked
package jgrad.ops;

import org.jspecify.annotations.NullMarked;
