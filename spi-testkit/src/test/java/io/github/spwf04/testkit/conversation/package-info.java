/** The host stack against the virtual module: the protocol read twice. */
@NullMarked
package io.github.spwf04.testkit.conversation;

import org.jspecify.annotations.NullMarked;
