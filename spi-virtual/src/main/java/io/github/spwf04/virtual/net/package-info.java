/** The way to the network of this machine, and what is done with it beside sockets. */
@NullMarked
package io.github.spwf04.virtual.net;

import org.jspecify.annotations.NullMarked;
