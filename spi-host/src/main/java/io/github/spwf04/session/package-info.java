/** One command in flight on one owner thread: replies by order, events on their own path. */
@NullMarked
package io.github.spwf04.session;

import org.jspecify.annotations.NullMarked;
