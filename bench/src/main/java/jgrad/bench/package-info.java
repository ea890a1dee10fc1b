/// jgrad beside libtorch: the same work, in one process, results compared before a time is
/// believed.
///
/// [jgrad.bench.Bench] is the command. It starts a JVM per family of workloads
/// ([jgrad.bench.Child]), because the thread count of libtorch's BLAS can only be set from the
/// environment, and so that one family's type profiles do not slow another's. A new workload is one
/// small class in `jgrad.bench.work` and one line in [jgrad.bench.Catalogue].
@NullMarked
package jgrad.bench;

import org.jspecify.annotations.NullMarked;
