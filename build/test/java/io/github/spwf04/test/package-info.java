/** What the tests of every module share. */
@NullMarked
package io.github.spwf04.test;

import org.jspecify.annotations.NullMarked;
