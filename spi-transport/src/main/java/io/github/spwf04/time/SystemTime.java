package io.github.spwf04.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** The machine's time, its time of day at a distance from the machine's. */
record SystemTime(Duration offset) implements Time {
  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(offset);
  }

  @Override
  public void await(Lock lock, Condition condition, long deadline) throws InterruptedException {
    condition.awaitNanos(deadline - System.nanoTime());
  }
}
