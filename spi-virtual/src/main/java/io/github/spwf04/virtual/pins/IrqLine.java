package io.github.spwf04.virtual.pins;

import io.github.spwf04.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The IRQ line of a slave, with those who watch it. All is done under the slave's lock, which the
 * wait and the hold take themselves.
 */
final class IrqLine {
  private final ReentrantLock lock;
  private final Condition changed;
  private final List<Consumer<Boolean>> listeners = new CopyOnWriteArrayList<>();
  private final BiConsumer<Duration, Runnable> timer;
  private Duration leastHigh = Duration.ZERO;

  /** Whether it stays high, though it is to be low. */
  private boolean held;

  private boolean wanted;
  private boolean low;
  private long rises;

  /**
   * @param timer runs a task later, once
   */
  IrqLine(ReentrantLock lock, BiConsumer<Duration, Runnable> timer) {
    this.lock = lock;
    this.timer = timer;
    this.changed = lock.newCondition();
  }

  boolean low() {
    return low;
  }

  /** How long it stays high at least behind {@link #rise}. */
  void leastHigh(Duration value) {
    lock.lock();
    try {
      leastHigh = value;
    } finally {
      lock.unlock();
    }
  }

  /** Goes high, and stays so for a time, whatever is set. */
  void rise() {
    set(false);
    if (leastHigh.isPositive()) {
      held = true;
      timer.accept(leastHigh, this::letGo);
    }
  }

  /** Is what is set from now on. */
  void letGo() {
    lock.lock();
    try {
      held = false;
      set(wanted);
    } finally {
      lock.unlock();
    }
  }

  void set(boolean asked) {
    wanted = asked;
    change(asked && !held);
  }

  private void change(boolean now) {
    if (now != low) {
      low = now;
      if (!now) {
        rises++;
      }
      changed.signalAll();
      listeners.forEach(listener -> listener.accept(now));
    }
  }

  Runnable onEdge(Consumer<Boolean> listener) {
    listeners.add(listener);
    listener.accept(low);
    return () -> listeners.remove(listener);
  }

  void wake() {
    changed.signalAll();
  }

  /** Ends with the level, too, when the line rose meanwhile and is low again. */
  boolean await(boolean asserted, Duration timeout, BooleanSupplier ended, Time time)
      throws InterruptedException {
    long deadline = time.deadline(timeout);
    lock.lockInterruptibly();
    try {
      long before = rises;
      while (!seen(asserted, before) && !ended.getAsBoolean()) {
        if (time.nanoTime() - deadline >= 0) {
          return false;
        }
        time.await(lock, changed, deadline);
      }
      return seen(asserted, before);
    } finally {
      lock.unlock();
    }
  }

  private boolean seen(boolean asserted, long before) {
    return low == asserted || !asserted && rises != before;
  }
}
