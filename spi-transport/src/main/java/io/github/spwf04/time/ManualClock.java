package io.github.spwf04.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * Time that stands still until {@link #advance}. A wait by it ends by a signal or by a turn that
 * comes to its moment, and by nothing else.
 */
public final class ManualClock implements Time {
  private final Instant start;
  private final AtomicLong nanos = new AtomicLong();
  private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();

  /** Who waits; not a record, for two may wait for the same. */
  private static final class Waiter {
    private final Lock lock;
    private final Condition condition;
    private final long deadline;

    private Waiter(Lock lock, Condition condition, long deadline) {
      this.lock = lock;
      this.condition = condition;
      this.deadline = deadline;
    }

    private void wake() {
      lock.lock();
      try {
        condition.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** A clock that begins at the time of the manual's example, 2016-07-01T15:27:56Z. */
  public ManualClock() {
    this(Instant.ofEpochSecond(1467386876));
  }

  public ManualClock(Instant start) {
    this.start = start;
  }

  /**
   * Turns the clock forward and wakes those whose time has come.
   *
   * @throws IllegalArgumentException for a turn back
   */
  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("cannot turn back by " + by);
    }
    long now = nanos.addAndGet(by.toNanos());
    for (Waiter waiter : waiters) {
      if (now - waiter.deadline >= 0) {
        waiter.wake();
      }
    }
  }

  @Override
  public long nanoTime() {
    return nanos.get();
  }

  @Override
  public Instant instant() {
    return start.plusNanos(nanos.get());
  }

  @Override
  public void await(Lock lock, Condition condition, long deadline) throws InterruptedException {
    Waiter waiter = new Waiter(lock, condition, deadline);
    waiters.add(waiter);
    try {
      // Looked at behind the line above: a turn wakes whom it finds.
      if (nanos.get() - deadline < 0) {
        condition.await();
      }
    } finally {
      waiters.remove(waiter);
    }
  }
}
