package io.github.spwf04.virtual.net;

import io.github.spwf04.time.Monitor;
import io.github.spwf04.virtual.runtime.Core;
import java.time.Duration;

/**
 * Ends a conversation that takes too long in all. A time-out of a socket is for one read: a peer
 * that sends a byte now and then, or does not read what it is sent, would hold a thread for ever.
 */
public final class Deadline implements AutoCloseable {
  private final Monitor monitor;
  private boolean over;

  private Deadline(Monitor monitor) {
    this.monitor = monitor;
  }

  /**
   * Ends it unless {@link #close} comes before.
   *
   * @param most how long it may take, of real time
   * @param end cuts it off, on a thread of its own
   */
  public static Deadline of(Core core, Duration most, Runnable end) {
    Deadline deadline = new Deadline(new Monitor(core.options().timing().peerTime()));
    core.spawn(
        () -> {
          if (deadline.passes(most)) {
            end.run();
          }
        });
    return deadline;
  }

  private boolean passes(Duration most) {
    monitor.lock();
    try {
      return !monitor.await(() -> over, most);
    } catch (InterruptedException _) {
      return false;
    } finally {
      monitor.unlock();
    }
  }

  /** The conversation is over. */
  @Override
  public void close() {
    monitor.lock();
    try {
      over = true;
      monitor.signal();
    } finally {
      monitor.unlock();
    }
  }
}
