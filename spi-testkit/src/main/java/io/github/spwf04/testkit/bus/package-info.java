/** Buses for tests: the loopback to a virtual module, a trace, a bus that breaks. */
@NullMarked
package io.github.spwf04.testkit.bus;

import org.jspecify.annotations.NullMarked;
