/// The workloads: each gives the same step written for jgrad and for libtorch.
@NullMarked
package jgrad.bench.work;

import org.jspecify.annotations.NullMarked;
