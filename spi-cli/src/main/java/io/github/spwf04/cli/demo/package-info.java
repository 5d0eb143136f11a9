/** The first success: a page through a virtual module. */
@NullMarked
package io.github.spwf04.cli.demo;

import org.jspecify.annotations.NullMarked;
