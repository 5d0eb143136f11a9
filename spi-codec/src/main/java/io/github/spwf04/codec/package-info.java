/** Host packets and module packets. */
@NullMarked
package io.github.spwf04.codec;

import org.jspecify.annotations.NullMarked;
