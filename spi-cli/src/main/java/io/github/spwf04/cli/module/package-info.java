/** A virtual module for other programs. */
@NullMarked
package io.github.spwf04.cli.module;

import org.jspecify.annotations.NullMarked;
