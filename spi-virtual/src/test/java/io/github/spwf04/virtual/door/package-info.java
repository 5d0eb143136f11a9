/** Tests of the doors. */
@NullMarked
package io.github.spwf04.virtual.door;

import org.jspecify.annotations.NullMarked;
