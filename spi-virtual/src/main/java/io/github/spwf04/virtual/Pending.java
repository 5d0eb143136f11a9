package io.github.spwf04.virtual;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The one thing that somebody waits to do next; waiting for another forgets it. */
final class Pending {
  private final Core core;
  private EventLoop.@Nullable Timer timer;

  Pending(Core core) {
    this.core = core;
  }

  void after(Duration delay, Runnable next) {
    cancel();
    timer = core.after(delay, next);
  }

  void cancel() {
    EventLoop.Timer pending = timer;
    if (pending != null) {
      pending.cancel();
      timer = null;
    }
  }
}
