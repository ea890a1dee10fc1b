/// Pictures of autograd graphs, and the pages that show them.
@NullMarked
package jgrad.viz;

import org.jspecify.annotations.NullMarked;
