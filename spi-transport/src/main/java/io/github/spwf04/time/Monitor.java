package io.github.spwf04.time;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * State that threads share, and the bounded wait for it to change. Its methods are called between
 * {@link #lock} and {@link #unlock}, as those of a {@link ReentrantLock}.
 */
public final class Monitor {
  private final Time time;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  public Monitor(Time time) {
    this.time = time;
  }

  public void lock() {
    lock.lock();
  }

  public void lockInterruptibly() throws InterruptedException {
    lock.lockInterruptibly();
  }

  public void unlock() {
    lock.unlock();
  }

  /** The state has changed: who waits looks again. */
  public void signal() {
    changed.signalAll();
  }

  /**
   * Waits until the state is as wanted.
   *
   * @param wanted looks at the state, the lock held
   * @param atMost how long; nothing or less looks once
   * @return whether it is as wanted
   */
  public boolean await(BooleanSupplier wanted, Duration atMost) throws InterruptedException {
    return awaitUntil(wanted, time.deadline(atMost));
  }

  /**
   * As {@link #await(BooleanSupplier, Duration)}, up to a moment on {@link Time#nanoTime}. It may
   * have been reckoned long before: who waits for several things in turn waits no longer in all.
   */
  public boolean awaitUntil(BooleanSupplier wanted, long deadline) throws InterruptedException {
    while (!wanted.getAsBoolean()) {
      if (time.nanoTime() - deadline >= 0) {
        return false;
      }
      time.await(lock, changed, deadline);
    }
    return true;
  }

  /**
   * Waits until the state is as wanted, without a bound: for what something else is sure to end.
   */
  public void await(BooleanSupplier wanted) throws InterruptedException {
    while (!wanted.getAsBoolean()) {
      changed.await();
    }
  }
}
