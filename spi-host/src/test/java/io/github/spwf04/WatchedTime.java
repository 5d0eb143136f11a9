package io.github.spwf04;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.time.Monitor;
import io.github.spwf04.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** A time, the machine's or another, which tells who waits by it. */
public final class WatchedTime implements Time {
  private static final Duration LONG = Duration.ofSeconds(10);

  private final Monitor monitor = new Monitor(Time.SYSTEM);
  private final Set<Thread> waiting = new HashSet<>();
  private final Time time;

  public WatchedTime() {
    this(Time.SYSTEM);
  }

  public WatchedTime(Time time) {
    this.time = time;
  }

  /**
   * Waits until a thread waits by this time. It holds the lock of what it waits for until then, so
   * that whatever is signalled from now on reaches it.
   */
  public void awaitWaiter(Thread thread) throws InterruptedException {
    monitor.lock();
    try {
      assertThat(monitor.await(() -> waiting.contains(thread), LONG))
          .as("%s waits", thread)
          .isTrue();
    } finally {
      monitor.unlock();
    }
  }

  @Override
  public long nanoTime() {
    return time.nanoTime();
  }

  @Override
  public Instant instant() {
    return time.instant();
  }

  @Override
  public void await(Lock lock, Condition condition, long deadline) throws InterruptedException {
    monitor.lock();
    try {
      waiting.add(Thread.currentThread());
      monitor.signal();
    } finally {
      monitor.unlock();
    }
    try {
      time.await(lock, condition, deadline);
    } finally {
      monitor.lock();
      waiting.remove(Thread.currentThread());
      monitor.unlock();
    }
  }
}
