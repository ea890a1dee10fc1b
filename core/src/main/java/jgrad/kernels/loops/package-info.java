/// What a loop is: for each family of kernels, the methods that a machine's loops have, and the
/// geometry they are given.
///
/// [jgrad.kernels.loops.LoopSet] lists all families. A new family adds an interface here, a method
/// there and its plain loops to `scalar`.
@NullMarked
package jgrad.kernels.loops;

import org.jspecify.annotations.NullMarked;
