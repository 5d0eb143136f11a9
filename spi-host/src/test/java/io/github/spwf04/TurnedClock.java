package io.github.spwf04;

import io.github.spwf04.time.ManualClock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** A clock that is turned for as long as something waits by it. */
public final class TurnedClock {
  private static final Duration STEP = Duration.ofSeconds(10);

  private TurnedClock() {}

  /**
   * What waiting came to.
   *
   * @param result what it returned
   * @param took how long it took by the clock
   */
  public record Waited<T>(T result, Duration took) {}

  /**
   * Waits on a thread of its own and turns the clock until the wait is over.
   *
   * @throws java.util.concurrent.CompletionException for what it throws
   */
  public static <T> Waited<T> turn(ManualClock clock, Callable<T> waiting) {
    CompletableFuture<Waited<T>> over = new CompletableFuture<>();
    Thread.startVirtualThread(
        () -> {
          long start = clock.nanoTime();
          try {
            T result = waiting.call();
            over.complete(new Waited<>(result, Duration.ofNanos(clock.nanoTime() - start)));
          } catch (Throwable e) {
            over.completeExceptionally(e);
          }
        });
    while (!over.isDone()) {
      clock.advance(STEP);
      Thread.yield();
    }
    return over.join();
  }
}
