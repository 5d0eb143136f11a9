/** What the families of commands have in common. */
@NullMarked
package io.github.spwf04.cli.shared;

import org.jspecify.annotations.NullMarked;
