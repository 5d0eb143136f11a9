/**
 * The virtual SPWF04Sx: its own reading of the protocol, byte by byte, with real sockets behind it.
 * Of the host it uses the bus seam alone.
 */
@NullMarked
package io.github.spwf04.virtual;

import org.jspecify.annotations.NullMarked;
