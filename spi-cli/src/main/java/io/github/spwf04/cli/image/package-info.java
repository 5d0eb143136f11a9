/** Images of file volumes: build and list. */
@NullMarked
package io.github.spwf04.cli.image;

import org.jspecify.annotations.NullMarked;
