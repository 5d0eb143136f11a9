/** The networks and stations around a virtual module. */
@NullMarked
package io.github.spwf04.virtual.air;

import org.jspecify.annotations.NullMarked;
