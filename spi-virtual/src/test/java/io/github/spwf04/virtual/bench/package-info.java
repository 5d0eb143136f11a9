/** What a test puts around a module: the bench itself, and peers that are no part of it. */
@NullMarked
package io.github.spwf04.virtual.bench;

import org.jspecify.annotations.NullMarked;
