package io.github.spwf04.virtual;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The one thing that somebody waits to do next; waiting for another forgets it. */
final class Pending {
  private final Firmware firmware;
  private EventLoop.@Nullable Timer timer;

  Pending(Firmware firmware) {
    this.firmware = firmware;
  }

  void after(Duration delay, Runnable next) {
    cancel();
    timer = firmware.after(delay, next);
  }

  void cancel() {
    EventLoop.Timer pending = timer;
    if (pending != null) {
      pending.cancel();
      timer = null;
    }
  }
}
