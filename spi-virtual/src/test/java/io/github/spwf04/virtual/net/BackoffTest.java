package io.github.spwf04.virtual.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.time.ManualClock;
import io.github.spwf04.virtual.bench.Bench;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final ManualClock clock = new ManualClock();
  private final Backoff backoff = new Backoff("a test", clock);
  private final Semaphore attempts = new Semaphore(0);

  private Thread started() {
    return Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              for (int attempt = 0; attempt < 3; attempt++) {
                attempts.release();
                backoff.failed(new IOException("too many open files"));
              }
            });
  }

  private void awaitAttempt(Thread thread) throws InterruptedException {
    assertThat(attempts.tryAcquire(Bench.LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    long end = System.nanoTime() + Bench.LIMIT.toNanos();
    while (thread.getState() != Thread.State.WAITING && System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
    assertThat(thread.getState()).isEqualTo(Thread.State.WAITING);
    assertThat(attempts.availablePermits()).isZero();
  }

  @Test
  void eachAttemptComesBehindAPause() throws Exception {
    Thread thread = started();
    for (int attempt = 0; attempt < 3; attempt++) {
      awaitAttempt(thread);
      clock.advance(Duration.ofMillis(99));
      assertThat(attempts.tryAcquire(20, TimeUnit.MILLISECONDS)).as("too early").isFalse();
      clock.advance(Duration.ofMillis(1));
    }
    assertThat(thread.join(Bench.LIMIT)).isTrue();
  }

  @Test
  void nobodyWaitsForOneThatIsClosed() throws Exception {
    Thread thread = started();
    awaitAttempt(thread);
    backoff.close();
    assertThat(thread.join(Bench.LIMIT)).isTrue();
  }
}
