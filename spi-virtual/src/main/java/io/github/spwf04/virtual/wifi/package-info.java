/** The radio: scanning, joining, the mini AP, WPS, and the addresses that come of it. */
@NullMarked
package io.github.spwf04.virtual.wifi;

import org.jspecify.annotations.NullMarked;
