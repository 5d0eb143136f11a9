package io.github.spwf04.link;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** One chip-select window, for JDK Flight Recorder. Off unless a recording asks for it. */
@Name("io.github.spwf04.Transfer")
@Label("SPI Transfer")
@Category("SPWF04")
@Enabled(false)
@StackTrace(false)
final class TransferEvent extends Event {
  @Label("Bytes")
  @DataAmount
  int bytes;

  @Label("Sent By Host")
  boolean write;

  /** Asked whether a recording wants events; never committed itself. */
  private static final TransferEvent SWITCH = new TransferEvent();

  /** An event that has begun, or null while no recording wants one: then nothing is allocated. */
  static @Nullable TransferEvent start() {
    if (!SWITCH.isEnabled()) {
      return null;
    }
    TransferEvent event = new TransferEvent();
    event.begin();
    return event;
  }
}
