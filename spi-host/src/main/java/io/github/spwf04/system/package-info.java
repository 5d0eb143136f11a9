/** The module itself: status, configuration, clock, power and pins (manual 6.1 to 6.22). */
@NullMarked
package io.github.spwf04.system;

import org.jspecify.annotations.NullMarked;
