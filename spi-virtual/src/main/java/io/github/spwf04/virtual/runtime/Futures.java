package io.github.spwf04.virtual.runtime;

import io.github.spwf04.time.Monitor;
import io.github.spwf04.time.Time;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Waiting for what another thread completes. */
public final class Futures {
  private Futures() {}

  /**
   * Waits, as {@link CompletableFuture#get}, but by a time that somebody owns.
   *
   * @throws TimeoutException when it is not complete within {@code limit}
   */
  public static <T> T get(CompletableFuture<T> future, Duration limit, Time time)
      throws InterruptedException, ExecutionException, TimeoutException {
    Monitor monitor = new Monitor(time);
    future.whenComplete(
        (_, _) -> {
          monitor.lock();
          try {
            monitor.signal();
          } finally {
            monitor.unlock();
          }
        });
    monitor.lockInterruptibly();
    try {
      if (!monitor.await(future::isDone, limit)) {
        throw new TimeoutException("nothing within " + limit);
      }
    } finally {
      monitor.unlock();
    }
    return future.get();
  }
}
