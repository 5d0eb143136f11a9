package io.github.spwf04.internal;

import io.github.spwf04.command.ModuleListener;
import io.github.spwf04.event.Indication;
import io.github.spwf04.event.PowerEvent;
import io.github.spwf04.event.SystemEvent;
import io.github.spwf04.time.Monitor;
import io.github.spwf04.time.Time;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the module awake while commands are under way: one that sleeps hears none (manual 6.6). The
 * line is high from the first of them to the end of the last.
 */
public final class Sleep implements ModuleListener {
  /** The line that wakes the module; driven on the thread of a command, one call at a time. */
  @FunctionalInterface
  public interface WakeLine {
    /**
     * @param high true wakes the module, false lets it sleep again
     */
    void drive(boolean high);
  }

  /** How long a wait for WIND 70 lasts; a module that never sends it is spoken to all the same. */
  private static final Duration WAKE = Duration.ofSeconds(1);

  /** Held while the line is driven, which is the caller's code. */
  private final ReentrantLock line = new ReentrantLock();

  private final Monitor monitor;
  private final Time time;

  private @Nullable WakeLine wake;
  private int commands;
  private boolean high;

  /** Whether the mode is one in which the module falls asleep by itself. */
  private boolean allowed;

  private boolean asleep;

  public Sleep(Time time) {
    this.monitor = new Monitor(time);
    this.time = time;
  }

  /** Names the line that wakes the module, null for none. */
  public void wakeBy(@Nullable WakeLine other) {
    line.lock();
    try {
      wake = other;
      high = false;
    } finally {
      line.unlock();
    }
  }

  /** The module was told whether it may sleep. */
  public void allowed(boolean may) {
    monitor.lock();
    try {
      allowed = may;
      asleep = may;
      monitor.signal();
    } finally {
      monitor.unlock();
    }
  }

  @Override
  public void heard(Indication said) {
    if (said == PowerEvent.Notice.GOING_INTO_DEEP_SLEEP) {
      allowed(true);
    } else if (said == SystemEvent.Notice.CONSOLE_ACTIVE) {
      allowed(false);
    } else if (said == PowerEvent.Notice.RESUMING_FROM_DEEP_SLEEP
        || said == PowerEvent.Notice.WAKEUP) {
      awake();
    }
  }

  /**
   * Wakes the module for a command; {@link #release} follows, whatever comes. An interrupt is left
   * to the wait for the command: a line that fell between would cost another second.
   */
  void hold() {
    line.lock();
    try {
      commands++;
      if (wake != null && !high && asleep()) {
        wake.drive(true);
        high = true;
      }
      if (high) {
        awaitAwake();
      }
    } finally {
      line.unlock();
    }
  }

  /** The command is over. */
  void release() {
    line.lock();
    try {
      commands--;
      if (wake != null && high && commands == 0) {
        lower();
        wake.drive(false);
        high = false;
      }
    } finally {
      line.unlock();
    }
  }

  /** Before the line falls: the module may be asleep before it has said so. */
  private void lower() {
    monitor.lock();
    try {
      asleep = allowed;
    } finally {
      monitor.unlock();
    }
  }

  private void awake() {
    monitor.lock();
    try {
      asleep = false;
      monitor.signal();
    } finally {
      monitor.unlock();
    }
  }

  private boolean asleep() {
    monitor.lock();
    try {
      return asleep;
    } finally {
      monitor.unlock();
    }
  }

  private void awaitAwake() {
    long end = time.deadline(WAKE);
    boolean interrupted = false;
    monitor.lock();
    try {
      while (asleep) {
        try {
          monitor.awaitUntil(() -> !asleep, end);
          asleep = false;
        } catch (InterruptedException ignored) {
          interrupted = true;
        }
      }
    } finally {
      monitor.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
