/** Bytes on the wire: encode and decode. */
@NullMarked
package io.github.spwf04.cli.capture;

import org.jspecify.annotations.NullMarked;
