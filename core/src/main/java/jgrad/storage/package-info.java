/// Arrays and how tensors lie over them: [Storage], [Layout], and who gets an array that is free
/// again. Knows element types, and nothing of operations. Not exported.
@NullMarked
package jgrad.storage;

import org.jspecify.annotations.NullMarked;
