package io.github.spwf04.session;

import io.github.spwf04.error.SpwfException;
import io.github.spwf04.time.Futures;
import io.github.spwf04.time.Time;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * How a caller waits for what the owner thread does.
 *
 * @param time what the waits end by
 * @param grace what a caller waits beyond its deadline for the owner thread to tell it so
 */
record FutureWait(Time time, Duration grace) {

  /**
   * Waits for a result. It is cancelled when it does not come in time, or the caller is
   * interrupted; one that is there by then is taken.
   *
   * @param what names it in the message of a time-out
   */
  <T> T await(CompletableFuture<T> result, String what, Duration timeout)
      throws InterruptedException {
    try {
      if (!Futures.await(result, timeout.plus(grace), time) && result.cancel(false)) {
        throw new SpwfException.TimedOut(
            what + ": its turn did not come to an end within " + timeout.toMillis() + " ms");
      }
    } catch (InterruptedException e) {
      if (result.cancel(false)) {
        throw e;
      }
      Thread.currentThread().interrupt();
    }
    try {
      return result.join();
    } catch (CompletionException e) {
      throw rethrow(e.getCause());
    }
  }

  private static RuntimeException rethrow(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
  }
}
