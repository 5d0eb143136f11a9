package io.github.spwf04;

import io.github.spwf04.event.Indication;
import io.github.spwf04.event.PowerEvent;
import io.github.spwf04.event.SystemEvent;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the module awake while commands are under way: one that sleeps hears none (manual 6.6). The
 * line is high from the first of them to the end of the last.
 */
final class Sleep {
  /** How long a wait for WIND 70 lasts; a module that never sends it is spoken to all the same. */
  private static final Duration WAKE = Duration.ofSeconds(1);

  /** Held while the line is driven, which is the caller's code. */
  private final ReentrantLock line = new ReentrantLock();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  private @Nullable WakePin pin;
  private int commands;
  private boolean high;

  /** Whether the mode is one in which the module falls asleep by itself. */
  private boolean allowed;

  private boolean asleep;

  void pin(@Nullable WakePin other) {
    line.lock();
    try {
      pin = other;
      high = false;
    } finally {
      line.unlock();
    }
  }

  /** The module was told whether it may sleep. */
  void allowed(boolean may) {
    lock.lock();
    try {
      allowed = may;
      asleep = may;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Runs on the owner thread. */
  void heard(Indication said) {
    if (said == PowerEvent.Notice.GOING_INTO_DEEP_SLEEP) {
      allowed(true);
    } else if (said == SystemEvent.Notice.CONSOLE_ACTIVE) {
      allowed(false);
    } else if (said == PowerEvent.Notice.RESUMING_FROM_DEEP_SLEEP
        || said == PowerEvent.Notice.WAKEUP) {
      awake();
    }
  }

  /** Wakes the module for a command; {@link #release} follows, whatever comes. */
  void hold() throws InterruptedException {
    line.lock();
    try {
      commands++;
      if (pin != null && !high && asleep()) {
        pin.drive(true);
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
      if (pin != null && high && commands == 0) {
        lower();
        pin.drive(false);
        high = false;
      }
    } finally {
      line.unlock();
    }
  }

  /** Before the line falls: the module may be asleep before it has said so. */
  private void lower() {
    lock.lock();
    try {
      asleep = allowed;
    } finally {
      lock.unlock();
    }
  }

  private void awake() {
    lock.lock();
    try {
      asleep = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean asleep() {
    lock.lock();
    try {
      return asleep;
    } finally {
      lock.unlock();
    }
  }

  private void awaitAwake() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = WAKE.toNanos();
      while (asleep && left > 0) {
        left = changed.awaitNanos(left);
      }
      asleep = false;
    } finally {
      lock.unlock();
    }
  }
}
