/** What is wrong with a module, a step a line. */
@NullMarked
package io.github.spwf04.cli.doctor;

import org.jspecify.annotations.NullMarked;
