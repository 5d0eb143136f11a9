/** The tables of the manual. */
@NullMarked
package io.github.spwf04.catalog;

import org.jspecify.annotations.NullMarked;
