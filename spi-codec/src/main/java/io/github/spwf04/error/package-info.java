/**
 * What goes wrong: the errors of Tables 10 to 13, and the family of exceptions that carries them.
 */
@NullMarked
package io.github.spwf04.error;

import org.jspecify.annotations.NullMarked;
