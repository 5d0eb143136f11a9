package io.github.spwf04.virtual.pins;

import io.github.spwf04.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The IRQ line of a slave, with those who watch it; all but the wait is done under its lock. */
final class IrqLine {
  private final ReentrantLock lock;
  private final Condition changed;
  private final List<Consumer<Boolean>> listeners = new CopyOnWriteArrayList<>();
  private boolean low;
  private long rises;

  IrqLine(ReentrantLock lock) {
    this.lock = lock;
    this.changed = lock.newCondition();
  }

  boolean low() {
    return low;
  }

  void set(boolean now) {
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
