package io.github.spwf04.session;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** One rung of a recovery, for JDK Flight Recorder. */
@Name("io.github.spwf04.Recovery")
@Label("Recovery")
@Category("SPWF04")
@StackTrace(false)
final class RecoveryEvent extends Event {
  @Label("Rung")
  String rung = "";

  @Label("Out Of Step Since")
  String command = "";

  @Label("In Step")
  boolean inStep;
}
