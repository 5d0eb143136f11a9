/** The only seam between software and hardware, at pins and bytes. */
@NullMarked
package io.github.spwf04.transport;

import org.jspecify.annotations.NullMarked;
