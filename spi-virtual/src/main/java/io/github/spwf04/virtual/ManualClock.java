package io.github.spwf04.virtual;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that stands still until {@link #advance}. A module on it runs what has become due in the
 * order of its due times, each step at its own time, so that a chain of delays inside one turn runs
 * whole; {@link VirtualModule#awaitIdle} says when it has. What the module has not begun yet counts
 * from after the turn, so wait for it before, too.
 */
public final class ManualClock implements ModuleClock {
  private final Instant start;
  private final AtomicLong nanos = new AtomicLong();
  private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();

  /** A clock that begins at the time of the manual's example, 2016-07-01T15:27:56Z. */
  public ManualClock() {
    this(Instant.ofEpochSecond(1467386876));
  }

  public ManualClock(Instant start) {
    this.start = start;
  }

  /** Turns the clock forward and wakes every module on it. */
  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("cannot turn back by " + by);
    }
    nanos.addAndGet(by.toNanos());
    listeners.forEach(Runnable::run);
  }

  @Override
  public long nanoTime() {
    return nanos.get();
  }

  @Override
  public Instant instant() {
    return start.plusNanos(nanos.get());
  }

  void listen(Runnable listener) {
    listeners.add(listener);
  }

  void forget(Runnable listener) {
    listeners.remove(listener);
  }
}
