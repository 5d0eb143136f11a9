/** The {@code spwf} command; one class a command. */
@NullMarked
package io.github.spwf04.cli;

import org.jspecify.annotations.NullMarked;
