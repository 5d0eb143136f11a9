/** Servers for a module to talk to: an MQTT broker and a web server, on this machine. */
@NullMarked
package io.github.spwf04.testkit.peer;

import org.jspecify.annotations.NullMarked;
