package io.github.spwf04.virtual;

import java.time.Duration;
import java.time.Instant;

/** The time a module lives by: the machine's, or one that a test turns by hand. */
public sealed interface ModuleClock permits ModuleClock.Real, ManualClock {
  /** The machine's own time. */
  ModuleClock REAL = new Real(Duration.ZERO);

  /** The machine's time, moved so that it is {@code start} now. */
  static ModuleClock startingAt(Instant start) {
    return new Real(Duration.between(Instant.now(), start));
  }

  /** Nanoseconds since some fixed moment; never runs backwards. */
  long nanoTime();

  /** The time of day. */
  Instant instant();

  /** The machine's own time, or one at a distance from it. */
  final class Real implements ModuleClock {
    private final Duration offset;

    private Real(Duration offset) {
      this.offset = offset;
    }

    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(offset);
    }
  }
}
