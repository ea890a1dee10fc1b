/// Data sets and how they are gone through: in batches, in random order, by several threads.
///
/// ```java
/// var loader = DataLoader.of(new TensorDataset(x, y)).batchSize(64).shuffle(true);
/// for (List<Tensor> batch : loader) {
///     Tensor inputs = batch.get(0);
///     Tensor targets = batch.get(1);
/// }
/// ```
///
/// The order for a seed is PyTorch's. Torch: `torch.utils.data`.
@NullMarked
package jgrad.data;

import org.jspecify.annotations.NullMarked;
