package io.github.spwf04.session;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

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
}
