/** The bus to a virtual module in the same process, and its URI. */
@NullMarked
package io.github.spwf04.virtual.bus;

import org.jspecify.annotations.NullMarked;
