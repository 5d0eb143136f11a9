/** Moves whole packets over a bus: sync, collision, data phase, reading by length. */
@NullMarked
package io.github.spwf04.link;

import org.jspecify.annotations.NullMarked;
