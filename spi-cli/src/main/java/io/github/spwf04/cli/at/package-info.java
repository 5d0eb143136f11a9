/** AT commands to a module: exec and console. */
@NullMarked
package io.github.spwf04.cli.at;

import org.jspecify.annotations.NullMarked;
