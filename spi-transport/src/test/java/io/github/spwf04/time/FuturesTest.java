package io.github.spwf04.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FuturesTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final TellingClock clock = new TellingClock();
  private final CompletableFuture<String> future = new CompletableFuture<>();

  @Test
  void whatIsThereIsNotWaitedFor() throws Exception {
    future.complete("there");
    assertThat(Futures.await(future, Duration.ZERO, clock)).isTrue();
    assertThat(Futures.get(future, Duration.ZERO, clock)).isEqualTo("there");
  }

  @Test
  void whatIsNotThereIsLookedForOnce() throws Exception {
    assertThat(Futures.await(future, Duration.ZERO, clock)).isFalse();
    assertThatThrownBy(() -> Futures.get(future, Duration.ZERO, clock))
        .isInstanceOf(TimeoutException.class)
        .hasMessage("nothing within PT0S");
  }

  @Test
  void aResultEndsTheWait() throws Exception {
    FutureTask<String> waiting = started();
    future.complete("come");
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo("come");
  }

  @Test
  void aFailureEndsTheWait() {
    FutureTask<String> waiting = started();
    future.completeExceptionally(new IllegalStateException("failed"));
    assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(ExecutionException.class)
        .cause()
        .hasMessage("failed");
  }

  @Test
  void itsTimeEndsTheWaitAndNoEarlier() {
    FutureTask<String> waiting = started();
    clock.manual.advance(SECOND.minusNanos(1));
    assertThat(waiting).isNotDone();
    clock.manual.advance(Duration.ofNanos(1));
    assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(TimeoutException.class);
    assertThat(future).isNotDone();
  }

  @Test
  void anInterruptEndsTheWaitAndLeavesTheFuture() throws Exception {
    FutureTask<String> waiting = new FutureTask<>(() -> Futures.get(future, SECOND, clock));
    Thread thread = Thread.ofVirtual().start(waiting);
    clock.awaitWaiter();
    thread.interrupt();
    assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(future).isNotDone();
  }

  /** Waits for a second on a thread of its own, which waits by the clock when this returns. */
  private FutureTask<String> started() {
    FutureTask<String> waiting = new FutureTask<>(() -> Futures.get(future, SECOND, clock));
    Thread.ofVirtual().start(waiting);
    clock.awaitWaiter();
    return waiting;
  }

  /** Tells when somebody waits by it. */
  private static final class TellingClock implements Time {
    final ManualClock manual = new ManualClock();
    private final CountDownLatch waiting = new CountDownLatch(1);

    void awaitWaiter() {
      try {
        assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public long nanoTime() {
      return manual.nanoTime();
    }

    @Override
    public Instant instant() {
      return manual.instant();
    }

    @Override
    public void await(Lock lock, Condition condition, long deadline) throws InterruptedException {
      waiting.countDown();
      manual.await(lock, condition, deadline);
    }
  }
}
