/// Linear maps along dimensions ([jgrad.kernels.resample.Taps]) that resize or lengthen images, and
/// the reading of images at the points of a grid.
@NullMarked
package jgrad.kernels.resample;

import org.jspecify.annotations.NullMarked;
