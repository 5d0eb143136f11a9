/** The two interfaces a firmware speaks: AT text on the UART, packets on SPI. */
@NullMarked
package io.github.spwf04.virtual.console;

import org.jspecify.annotations.NullMarked;
