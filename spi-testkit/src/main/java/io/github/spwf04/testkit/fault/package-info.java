/** What goes wrong on a bus, as a test says. */
@NullMarked
package io.github.spwf04.testkit.fault;

import org.jspecify.annotations.NullMarked;
