package io.github.spwf04.time;

import java.time.Duration;

/**
 * Waiting for the end of a thread that was told to end, from a close() that must not throw. It is
 * the machine's time that bounds it, whatever time the thread lives by: what goes on is the
 * machine.
 */
public final class Joins {
  /** Longer than any thread takes that is not stuck; a goodbye by multicast takes two seconds. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private Joins() {}

  /** Waits for a thread to end, through interrupts, which it keeps; not when it is the caller. */
  public static void join(Thread thread) {
    boolean interrupted = false;
    while (thread != Thread.currentThread() && thread.isAlive()) {
      try {
        thread.join(LIMIT);
        break;
      } catch (InterruptedException ignored) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
