/** Mail by SMTP and messages by MQTT (manual 6.52, 6.56 to 6.60). */
@NullMarked
package io.github.spwf04.message;

import org.jspecify.annotations.NullMarked;
