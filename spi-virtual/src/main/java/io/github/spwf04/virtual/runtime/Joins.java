package io.github.spwf04.virtual.runtime;

/** Waiting for the end of a thread from a close() that must not throw. */
final class Joins {
  private Joins() {}

  /** Waits for a thread to end, through interrupts, which it keeps; not when it is the caller. */
  static void join(Thread thread) {
    boolean interrupted = false;
    while (thread != Thread.currentThread() && thread.isAlive()) {
      try {
        // The goodbye of an announcement takes two seconds.
        thread.join(10_000);
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
