package io.github.spwf04.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class MonitorTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ManualClock clock = new ManualClock();
  private final Monitor monitor = new Monitor(clock);
  private int state;

  @Test
  void aWaitEndsWithTheStateThatIsWanted() throws Exception {
    CompletableFuture<Boolean> waiting = waitFor(2, SECOND);
    set(1);
    set(2);
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aWaitEndsWithItsTimeAndNoEarlier() throws Exception {
    CompletableFuture<Boolean> waiting = waitFor(1, SECOND);
    clock.advance(SECOND.minusNanos(1));
    set(2);
    assertThat(waiting).isNotDone();
    clock.advance(Duration.ofNanos(1));
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void nothingLeftLooksOnce(long seconds) throws Exception {
    assertThat(waitFor(0, Duration.ofSeconds(seconds)).get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(waitFor(1, Duration.ofSeconds(seconds)).get(10, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void noTimeIsTooLong() throws Exception {
    CompletableFuture<Boolean> waiting = waitFor(1, Duration.ofSeconds(Long.MAX_VALUE));
    clock.advance(Duration.ofDays(365 * 100));
    assertThat(waiting).isNotDone();
    set(1);
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void theMachinesTimeGoesOnByItself() throws Exception {
    Monitor real = new Monitor(Time.SYSTEM);
    long start = System.nanoTime();
    real.lock();
    try {
      assertThat(real.await(() -> false, Duration.ofMillis(20))).isFalse();
    } finally {
      real.unlock();
    }
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(20_000_000);
    Instant then = Instant.parse("2001-02-03T04:05:06Z");
    assertThat(Time.startingAt(then).instant()).isBetween(then, then.plusSeconds(30));
  }

  @Test
  void theClockIsTurnedForwardAlone() {
    assertThat(clock.instant()).isEqualTo("2016-07-01T15:27:56Z");
    clock.advance(SECOND);
    assertThat(clock.instant()).isEqualTo("2016-07-01T15:27:57Z");
    assertThat(clock.until(clock.deadline(SECOND))).isEqualTo(SECOND);
    assertThatThrownBy(() -> clock.advance(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot turn back");
  }

  /** Waits on a thread of its own; returns when it has looked for the first time. */
  private CompletableFuture<Boolean> waitFor(int wanted, Duration atMost) throws Exception {
    CompletableFuture<Boolean> result = new CompletableFuture<>();
    CompletableFuture<Void> looked = new CompletableFuture<>();
    Thread.startVirtualThread(
        () -> {
          monitor.lock();
          try {
            result.complete(
                monitor.await(
                    () -> {
                      looked.complete(null);
                      return state == wanted;
                    },
                    atMost));
          } catch (InterruptedException | RuntimeException e) {
            result.completeExceptionally(e);
          } finally {
            monitor.unlock();
          }
        });
    looked.get(10, TimeUnit.SECONDS);
    return result;
  }

  /** Not before the waiter waits: until then it holds the lock. */
  private void set(int value) {
    monitor.lock();
    try {
      state = value;
      monitor.signal();
    } finally {
      monitor.unlock();
    }
  }
}
