/** The front door: {@link io.github.spwf04.Spwf04}, one module with all its groups of commands. */
@NullMarked
package io.github.spwf04;

import org.jspecify.annotations.NullMarked;
