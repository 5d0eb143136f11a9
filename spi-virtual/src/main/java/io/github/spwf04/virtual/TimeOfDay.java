package io.github.spwf04.virtual;

import io.github.spwf04.time.Time;
import java.time.Duration;
import java.time.Instant;

/** A module's time of day, which outlives resets. Used on the event loop only. */
final class TimeOfDay {
  private final Time clock;

  /** What has been set, as the distance from the clock's time of day. */
  private Duration offset = Duration.ZERO;

  TimeOfDay(Time clock) {
    this.clock = clock;
  }

  Instant now() {
    return clock.instant().plus(offset);
  }

  void set(Instant now) {
    offset = Duration.between(clock.instant(), now);
  }
}
