package io.github.spwf04.time;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** The bounded wait for what another thread completes, by a {@link Time} that somebody owns. */
public final class Futures {
  private Futures() {}

  /**
   * Waits until a future is complete, in whatever way.
   *
   * @param atMost how long; nothing or less looks once
   * @return whether it is
   */
  public static boolean await(CompletableFuture<?> future, Duration atMost, Time time)
      throws InterruptedException {
    if (future.isDone()) {
      return true;
    }
    Monitor monitor = new Monitor(time);
    future.whenComplete(
        (value, failure) -> {
          monitor.lock();
          try {
            monitor.signal();
          } finally {
            monitor.unlock();
          }
        });
    monitor.lockInterruptibly();
    try {
      return monitor.await(future::isDone, atMost);
    } finally {
      monitor.unlock();
    }
  }

  /**
   * Waits for a result, as {@link CompletableFuture#get} does by the machine's time.
   *
   * @throws TimeoutException when it is not complete within {@code limit}
   */
  public static <T> T get(CompletableFuture<T> future, Duration limit, Time time)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (!await(future, limit, time)) {
      throw new TimeoutException("nothing within " + limit);
    }
    return future.get();
  }
}
