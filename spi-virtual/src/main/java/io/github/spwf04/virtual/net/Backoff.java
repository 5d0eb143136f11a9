package io.github.spwf04.virtual.net;

import io.github.spwf04.time.Monitor;
import io.github.spwf04.time.Time;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Paces a thread that accepts. Without a descriptor, a thread or memory left each attempt fails at
 * once, and so does the next: it says so, once, and tries again after a pause, until there are
 * some.
 */
public final class Backoff implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Backoff.class);

  /** Short for whoever waits to be accepted, long for a processor. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final String name;
  private final Monitor monitor;
  private boolean failing;
  private boolean closed;

  /**
   * @param name of what accepts, for the log
   * @param time by which the pause ends
   */
  public Backoff(String name, Time time) {
    this.name = name;
    this.monitor = new Monitor(time);
  }

  /** An attempt failed: waits before the next one, unless it is closed. */
  public void failed(Throwable why) {
    monitor.lock();
    try {
      if (!failing && !closed) {
        failing = true;
        LOG.warn("{} cannot accept, and goes on trying: {}", name, why.toString());
      }
      monitor.await(() -> closed, PAUSE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      monitor.unlock();
    }
  }

  /** An attempt succeeded. */
  public void worked() {
    monitor.lock();
    try {
      if (failing) {
        failing = false;
        LOG.warn("{} accepts again", name);
      }
    } finally {
      monitor.unlock();
    }
  }

  /** Whoever waits goes on: it is not to accept any more. */
  @Override
  public void close() {
    monitor.lock();
    try {
      closed = true;
      monitor.signal();
    } finally {
      monitor.unlock();
    }
  }
}
