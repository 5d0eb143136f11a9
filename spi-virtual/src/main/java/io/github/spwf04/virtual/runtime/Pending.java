package io.github.spwf04.virtual.runtime;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The one thing that somebody waits to do next; waiting for another forgets it. */
public final class Pending {
  private final Core core;
  private EventLoop.@Nullable Timer timer;

  public Pending(Core core) {
    this.core = core;
  }

  public void after(Duration delay, Runnable next) {
    cancel();
    timer = core.after(delay, next);
  }

  public void cancel() {
    EventLoop.Timer pending = timer;
    if (pending != null) {
      pending.cancel();
      timer = null;
    }
  }
}
