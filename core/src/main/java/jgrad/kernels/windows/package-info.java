/// Windows that glide over volumes: convolution and its gradients, pooling, patches as columns.
///
/// [jgrad.kernels.windows.Windows] says how windows lie; one and two dimensions are volumes with
/// sizes of 1. What is done with all windows is a product of matrices with blocks of columns
/// ([jgrad.kernels.windows.Convolve]), sums along one dimension after the other
/// ([jgrad.kernels.windows.Averages]), or a search ([jgrad.kernels.windows.MaxWindows]).
@NullMarked
package jgrad.kernels.windows;

import org.jspecify.annotations.NullMarked;
