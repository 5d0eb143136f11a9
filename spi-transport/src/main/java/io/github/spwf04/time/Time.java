package io.github.spwf04.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * The time that waits are measured by and end by. Every timed wait of the host and of the virtual
 * module is made here, so that a test or a simulation can own it; waits of the operating system,
 * for the interrupt line of a real bus or for bytes of a real peer, are its own.
 *
 * <p>Thread-safe.
 */
public interface Time {
  /** The machine's own time. */
  Time SYSTEM = new SystemTime(Duration.ZERO);

  /** The machine's time, moved so that it is {@code start} now. */
  static Time startingAt(Instant start) {
    return new SystemTime(Duration.between(Instant.now(), start));
  }

  /**
   * Nanoseconds since some fixed moment; never runs backwards, but over: compare by subtraction.
   */
  long nanoTime();

  /** The time of day. */
  Instant instant();

  /**
   * Waits until a condition is signalled or a moment has come. May return early for no reason, so
   * that the caller looks at both again; {@link Monitor} does.
   *
   * @param lock the condition's lock, held by the caller
   * @param deadline the moment, on {@link #nanoTime}; returns at once when it is past
   */
  void await(Lock lock, Condition condition, long deadline) throws InterruptedException;

  /**
   * A moment from now.
   *
   * @param after however long: less than nothing is now, and what is beyond 292 years is cut down
   *     to them
   * @return on {@link #nanoTime}
   */
  default long deadline(Duration after) {
    return nanoTime() + nanos(after);
  }

  /** What is left until a moment; negative behind it. */
  default Duration until(long deadline) {
    return Duration.ofNanos(deadline - nanoTime());
  }

  private static long nanos(Duration duration) {
    try {
      return duration.isPositive() ? duration.toNanos() : 0;
    } catch (ArithmeticException ignored) {
      return Long.MAX_VALUE;
    }
  }
}
