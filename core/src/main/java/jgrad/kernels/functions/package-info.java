/// What elementwise operations do with numbers: an enum for each number of arguments, a constant
/// for each operation.
///
/// They are the definition that every loop is measured by. A loop that has nothing faster calls
/// them, element by element; the constants are inlined into it, see
/// [jgrad.kernels.loops.Specialization]. A new elementwise operation begins here.
@NullMarked
package jgrad.kernels.functions;

import org.jspecify.annotations.NullMarked;
