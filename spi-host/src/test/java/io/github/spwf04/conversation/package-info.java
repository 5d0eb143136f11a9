/** The host stack against the virtual module: the protocol read twice. */
@NullMarked
package io.github.spwf04.conversation;

import org.jspecify.annotations.NullMarked;
