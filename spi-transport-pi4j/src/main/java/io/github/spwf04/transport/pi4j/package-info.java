/** The bus over any Pi4J provider that the application brings. */
@NullMarked
package io.github.spwf04.transport.pi4j;

import org.jspecify.annotations.NullMarked;
