/**
 * What the areas of the firmware build on: its event loop, its variables, and its way to the host.
 */
@NullMarked
package io.github.spwf04.virtual.runtime;

import org.jspecify.annotations.NullMarked;
