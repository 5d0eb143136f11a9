package io.github.spwf04;

import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The result of a call that nobody waits for, see {@link Spwf04#async} and {@link
 * Spwf04#executeAsync}. What depends on it runs on virtual threads, never on the thread that owns
 * the bus.
 */
public final class AsyncCall<T extends @Nullable Object> extends CompletableFuture<T> {
  private static final Logger LOG = LoggerFactory.getLogger(AsyncCall.class);

  /** Methods of a module, one after another. */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object> {
    T run(Spwf04 spwf) throws Exception;
  }

  private @Nullable Runnable interrupt;

  private AsyncCall() {}

  /** Does the work on a virtual thread of its own. */
  static <T extends @Nullable Object> AsyncCall<T> start(Spwf04 spwf, Work<? extends T> work) {
    AsyncCall<T> call = new AsyncCall<>();
    Thread thread = Thread.ofVirtual().name("spwf04 async").unstarted(() -> call.run(spwf, work));
    call.interrupt = thread::interrupt;
    thread.start();
    return call;
  }

  /** Takes over the result of a command on its way. */
  static <T> AsyncCall<T> of(CompletableFuture<T> submitted) {
    AsyncCall<T> call = new AsyncCall<>();
    call.interrupt = () -> submitted.cancel(false);
    submitted.whenCompleteAsync(
        (value, failure) -> {
          if (failure != null) {
            call.completeExceptionally(failure);
          } else {
            call.complete(value);
          }
        },
        Thread::startVirtualThread);
    return call;
  }

  /**
   * Gives the result up.
   *
   * @param mayInterruptIfRunning whether the work is interrupted; otherwise it goes on to its end
   */
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled && mayInterruptIfRunning && interrupt != null) {
      interrupt.run();
    }
    return cancelled;
  }

  private void run(Spwf04 spwf, Work<? extends T> work) {
    T value;
    try {
      value = work.run(spwf);
    } catch (Throwable e) {
      completeExceptionally(e);
      return;
    }
    if (!complete(value)) {
      discard(value);
    }
  }

  /** Nobody waits for it any more: what holds something is given back. */
  private static void discard(@Nullable Object value) {
    // The interrupt that cancelled the work would break off the closing, too.
    Thread.interrupted();
    ReferenceCountUtil.safeRelease(value);
    if (value instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        LOG.warn("{} came after it was cancelled, and could not be closed", value, e);
      }
    }
  }
}
