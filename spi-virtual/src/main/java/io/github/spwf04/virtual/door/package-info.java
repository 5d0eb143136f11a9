/**
 * Doors to a virtual module for other processes: its AT console on a TCP port, a pseudo-terminal or
 * a pair of streams, and its SPI pins behind the socket protocol of the pigpio daemon. A door does
 * not end its module.
 */
@NullMarked
package io.github.spwf04.virtual.door;

import org.jspecify.annotations.NullMarked;
