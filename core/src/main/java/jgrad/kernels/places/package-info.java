/// Elements that change place and keep their value: gathering, scattering, indexing by tensors,
/// joining, masks.
///
/// [jgrad.kernels.places.Positions] says where the elements of a result lie in an array,
/// [jgrad.kernels.places.Picks] moves them.
@NullMarked
package jgrad.kernels.places;

import org.jspecify.annotations.NullMarked;
