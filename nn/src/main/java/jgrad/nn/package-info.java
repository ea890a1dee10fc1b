/// Modules hold parameters and call each other; a network is a class with fields and a `forward`.
@NullMarked
package jgrad.nn;

import org.jspecify.annotations.NullMarked;
