package io.github.spwf04.virtual.runtime;

import io.github.spwf04.time.Time;
import java.time.Duration;
import java.time.Instant;

/** A module's time of day, which outlives resets. Used on the event loop only. */
public final class TimeOfDay {
  private final Time clock;

  /** What has been set, as the distance from the clock's time of day. */
  private Duration offset = Duration.ZERO;

  public TimeOfDay(Time clock) {
    this.clock = clock;
  }

  public Instant now() {
    return clock.instant().plus(offset);
  }

  public void set(Instant now) {
    offset = Duration.between(clock.instant(), now);
  }
}
