/** The firmware from boot to reset, made of its areas, and the chip that outlives it. */
@NullMarked
package io.github.spwf04.virtual.firmware;

import org.jspecify.annotations.NullMarked;
