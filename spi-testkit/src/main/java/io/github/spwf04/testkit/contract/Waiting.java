package io.github.spwf04.testkit.contract;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call on a thread of its own, so that one that hangs fails its clause and no more. */
final class Waiting<T> implements AutoCloseable {
  private final FutureTask<T> task;
  private final Thread thread;

  private Waiting(Callable<T> call) {
    task = new FutureTask<>(call);
    thread = Thread.ofPlatform().daemon().name("bus owner").start(task);
  }

  static <T> Waiting<T> on(Callable<T> call) {
    return new Waiting<>(call);
  }

  /** Fails when the call ends within this time. */
  void staysFor(Duration time) throws InterruptedException {
    try {
      T result = task.get(time.toNanos(), TimeUnit.NANOSECONDS);
      fail("the wait was over at once, with " + result);
    } catch (ExecutionException e) {
      fail("the wait was over at once", e.getCause());
    } catch (TimeoutException _) {
      // As it should be.
    }
  }

  /** The result, or what the call threw; fails when it does not end in time. */
  T within(Duration time) throws Exception {
    try {
      return task.get(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    } catch (TimeoutException _) {
      thread.interrupt();
      return fail("the call did not end within " + time.toMillis() + " ms");
    }
  }

  boolean isDone() {
    return task.isDone();
  }

  void interrupt() {
    thread.interrupt();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
