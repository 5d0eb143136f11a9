/** jqwik arbitraries of everything that crosses the wire; jqwik itself is up to their user. */
@NullMarked
package io.github.spwf04.testkit.generator;

import org.jspecify.annotations.NullMarked;
