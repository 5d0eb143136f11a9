/** Buses for tests: the loopback to a virtual module, a trace, a bus that breaks. */
@NullMarked
package io.github.spwf04.virtual.bus;

import org.jspecify.annotations.NullMarked;
