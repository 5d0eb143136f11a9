package io.github.spwf04.testkit.module;

import java.time.Instant;

/** The time a module lives by: the machine's, or one that a test turns by hand. */
public sealed interface ModuleClock permits ModuleClock.Real, ManualClock {
  /** The machine's own time. */
  ModuleClock REAL = new Real();

  /** Nanoseconds since some fixed moment; never runs backwards. */
  long nanoTime();

  /** The time of day. */
  Instant instant();

  /** The machine's own time. */
  final class Real implements ModuleClock {
    private Real() {}

    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public Instant instant() {
      return Instant.now();
    }
  }
}
