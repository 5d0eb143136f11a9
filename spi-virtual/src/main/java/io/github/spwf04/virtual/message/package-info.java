/** MQTT and mail. */
@NullMarked
package io.github.spwf04.virtual.message;

import org.jspecify.annotations.NullMarked;
