package io.github.spwf04.virtual.door;

import java.time.Duration;

/** Waits with a bound. */
final class Waits {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private Waits() {}

  /** Waits until a thread has ended that was told to; not for the one that calls. */
  static void join(Thread thread) {
    if (thread == Thread.currentThread()) {
      return;
    }
    try {
      thread.join(LIMIT);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
