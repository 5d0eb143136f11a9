/** What a virtual module is told when it is made: records of what it is and how it behaves. */
@NullMarked
package io.github.spwf04.virtual.options;

import org.jspecify.annotations.NullMarked;
