/** Sockets, socket servers and web sockets. */
@NullMarked
package io.github.spwf04.virtual.socket;

import org.jspecify.annotations.NullMarked;
