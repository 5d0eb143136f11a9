/**
 * The typed face of the module: {@link io.github.spwf04.Spwf04}, its groups, events and sockets.
 */
@NullMarked
package io.github.spwf04;

import org.jspecify.annotations.NullMarked;
