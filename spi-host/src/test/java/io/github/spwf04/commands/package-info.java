/** Every command by its typed method, against scripted replies. */
@NullMarked
package io.github.spwf04.commands;

import org.jspecify.annotations.NullMarked;
