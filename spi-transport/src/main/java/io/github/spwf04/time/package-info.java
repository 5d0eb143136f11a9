/**
 * Time, the second seam beside the bus: who owns it owns every timed wait of a host and of a
 * virtual module.
 */
@NullMarked
package io.github.spwf04.time;

import org.jspecify.annotations.NullMarked;
