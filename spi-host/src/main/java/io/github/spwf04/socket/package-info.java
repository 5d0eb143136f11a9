/** Sockets, socket servers and web sockets (manual 6.38 to 6.49, 6.61 to 6.66). */
@NullMarked
package io.github.spwf04.socket;

import org.jspecify.annotations.NullMarked;
