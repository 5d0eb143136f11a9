/** How a conversation gets back in step after a command that got no whole reply. */
@NullMarked
package io.github.spwf04.recovery;

import org.jspecify.annotations.NullMarked;
