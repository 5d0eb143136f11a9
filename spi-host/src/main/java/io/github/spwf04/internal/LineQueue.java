package io.github.spwf04.internal;

import io.github.spwf04.time.Monitor;
import io.github.spwf04.time.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The lines of a reply, as text, on their way from the owner thread to the caller. */
final class LineQueue {
  private final Monitor monitor;
  private final ArrayDeque<String> lines = new ArrayDeque<>();
  private boolean ended;

  LineQueue(Time time) {
    this.monitor = new Monitor(time);
  }

  void add(String line) {
    monitor.lock();
    try {
      lines.add(line);
      monitor.signal();
    } finally {
      monitor.unlock();
    }
  }

  /** No line follows. */
  void end() {
    monitor.lock();
    try {
      ended = true;
      monitor.signal();
    } finally {
      monitor.unlock();
    }
  }

  /**
   * Takes the oldest line.
   *
   * @return the line, or null behind the last, or when none came in time
   */
  @Nullable String next(Duration atMost) throws InterruptedException {
    monitor.lockInterruptibly();
    try {
      monitor.await(() -> ended || !lines.isEmpty(), atMost);
      return lines.poll();
    } finally {
      monitor.unlock();
    }
  }
}
