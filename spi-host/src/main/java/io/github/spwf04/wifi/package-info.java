/**
 * The radio and its networks: joining them, making one, and staying in them (manual 6.4, 6.33 to
 * 6.37).
 */
@NullMarked
package io.github.spwf04.wifi;

import org.jspecify.annotations.NullMarked;
