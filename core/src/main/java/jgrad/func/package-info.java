/// Transforms: functions made of functions. `grad(f)` is the derivative of `f`, `vmap(f)` is `f`
/// over a batch, and they nest in any order: `vmap(grad(f))` gives one gradient per sample.
///
/// [jgrad.func.Func] has them all. Torch: `torch.func`.
@NullMarked
package jgrad.func;

import org.jspecify.annotations.NullMarked;
