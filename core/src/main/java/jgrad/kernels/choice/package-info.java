/// Which loops serve: by the presence of the Vector API, by processor, by size.
///
/// [jgrad.kernels.choice.Machine] is the one place that chooses; [jgrad.kernels.choice.Chosen]
/// hands out what was chosen, as constants. A set of loops for one kind of processor is a subclass
/// of the nearest [jgrad.kernels.loops.LoopSet], beside it, and a case in `Machine.best`.
@NullMarked
package jgrad.kernels.choice;

import org.jspecify.annotations.NullMarked;
