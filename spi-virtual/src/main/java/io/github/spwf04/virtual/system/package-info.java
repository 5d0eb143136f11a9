/** Variables, pins, power and updates: what the module does with itself. */
@NullMarked
package io.github.spwf04.virtual.system;

import org.jspecify.annotations.NullMarked;
