/**
 * The bus over {@code /dev/spidev*} and {@code /dev/gpiochip*}. Needs Linux 5.10 or newer, which
 * brought the second version of the GPIO character device, and no library beside the JDK.
 */
@NullMarked
package io.github.spwf04.transport.linux;

import org.jspecify.annotations.NullMarked;
