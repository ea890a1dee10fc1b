/// The pool of threads that kernels share.
///
/// [jgrad.kernels.threads.Parallel] cuts a range into chunks that do not depend on how many threads
/// there are, so that neither do the bits of a result. How many there are is said by
/// `jgrad.Threads`.
@NullMarked
package jgrad.kernels.threads;

import org.jspecify.annotations.NullMarked;
