/// Tensors in files: safetensors, NumPy's `.npy` and `.npz`, PyTorch's `.pt`.
///
/// Whatever a file claims is checked against its length before anything is allocated, nothing that
/// a file names is ever run or instantiated, and a file is replaced only once the new one is whole
/// and on the disk.
///
/// ```java
/// TorchFile.save(model.stateDict(), Path.of("model.pt"));       // torch.load reads it
/// model.loadStateDict(TorchFile.loadStateDict(Path.of("model.pt")));
/// ```
@NullMarked
package jgrad.files;

import org.jspecify.annotations.NullMarked;
