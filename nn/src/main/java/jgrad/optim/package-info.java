/// Optimisers, schedulers of learning rates, averaging of weights.
///
/// ```java
/// var optimizer = new AdamW(model.parameters(), 1e-3);
/// var scheduler = new CosineAnnealingLR(optimizer, epochs);
/// for (int epoch = 0; epoch < epochs; epoch++) {
///     for (...) {
///         optimizer.zeroGrad();
///         loss.backward();
///         optimizer.step();
///     }
///     scheduler.step();
/// }
/// ```
///
/// An optimiser is one class: its formula in `update`, its settings in `Options`, an immutable
/// value. Names in state dicts are PyTorch's, so that a checkpoint can go either way.
@NullMarked
package jgrad.optim;

import org.jspecify.annotations.NullMarked;
