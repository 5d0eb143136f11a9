/** Tests of the doors. */
@NullMarked
package io.github.spwf04.testkit.door;

import org.jspecify.annotations.NullMarked;
