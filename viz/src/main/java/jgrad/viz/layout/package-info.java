/// What the layout library asks of its surroundings.
@NullMarked
package jgrad.viz.layout;

import org.jspecify.annotations.NullMarked;
