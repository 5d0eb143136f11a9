/** MicroPython, in a process of its own. */
@NullMarked
package io.github.spwf04.virtual.python;

import org.jspecify.annotations.NullMarked;
