package io.github.spwf04.session;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** One command from its first byte to the end of its reply, for JDK Flight Recorder. */
@Name("io.github.spwf04.Command")
@Label("Command")
@Category("SPWF04")
@StackTrace(false)
final class CommandEvent extends Event {
  @Label("Command")
  String command = "";

  @Label("Bytes Sent")
  @DataAmount
  long bytesSent;

  @Label("Data Received")
  @DataAmount
  long dataReceived;

  @Label("Lines Received")
  int lines;

  @Label("Outcome")
  String outcome = "";

  /** Asked whether a recording wants events; never committed itself. */
  private static final CommandEvent SWITCH = new CommandEvent();

  /** An event that has begun, or null while no recording wants one: then nothing is allocated. */
  static @Nullable CommandEvent start() {
    if (!SWITCH.isEnabled()) {
      return null;
    }
    CommandEvent event = new CommandEvent();
    event.begin();
    return event;
  }
}
