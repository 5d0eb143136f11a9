package io.github.spwf04.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.TurnedClock;
import io.github.spwf04.TurnedClock.Waited;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.Event;
import io.github.spwf04.event.EventSubscription;
import io.github.spwf04.event.Subscription;
import io.github.spwf04.time.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waits end by the time they are given, and by nothing else. */
@Timeout(30)
class WaitsTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final ManualClock clock = new ManualClock();

  @Test
  void aSubscriptionIsWaitedForNoLonger() {
    try (Subscription<Event> events = new EventHub(clock).subscribe(Event.class, 4)) {
      Waited<Optional<Event>> waited =
          TurnedClock.turn(clock, () -> Optional.ofNullable(events.next(HOUR)));
      assertThat(waited.result()).isEmpty();
      assertThat(waited.took()).isGreaterThanOrEqualTo(HOUR);
    }
  }

  @Test
  void eventsThatDoNotMatchMakeNoWaitLonger() throws Exception {
    EventHub hub = new EventHub(clock);
    try (EventSubscription events = hub.subscribe(4)) {
      CompletableFuture<Boolean> looked = new CompletableFuture<>();
      CompletableFuture<Optional<Event>> waited = new CompletableFuture<>();
      Thread.startVirtualThread(
          () -> {
            try {
              waited.complete(
                  Optional.ofNullable(
                      events.await(
                          _ -> {
                            looked.complete(true);
                            return false;
                          },
                          HOUR)));
            } catch (InterruptedException e) {
              waited.completeExceptionally(e);
            }
          });
      hub.publish(new Event.BusFailed(clock.instant(), new Exception("none")));
      looked.get(10, TimeUnit.SECONDS);
      assertThat(waited).isNotDone();
      clock.advance(HOUR);
      assertThat(waited.get(10, TimeUnit.SECONDS)).isEmpty();
      assertThat(events.next(Duration.ZERO)).isInstanceOf(Event.BusFailed.class);
    }
  }

  @Test
  void aLeaseIsWaitedForNoLonger() throws Exception {
    Lease lease = new LeaseTable(1, clock).grant(0, "socket 0", false);
    Waited<Boolean> waited = TurnedClock.turn(clock, () -> lease.awaitNews(lease.news(), HOUR));
    assertThat(waited.result()).isFalse();
    assertThat(waited.took()).isGreaterThanOrEqualTo(HOUR);
    long seen = lease.news();
    lease.touch();
    assertThat(lease.awaitNews(seen, HOUR)).isTrue();
    lease.lose("it was closed");
    assertThatThrownBy(() -> lease.awaitNews(lease.news(), HOUR))
        .isInstanceOf(SpwfException.LinkLost.class);
  }

  @Test
  void linesAreWaitedForNoLonger() throws Exception {
    LineQueue lines = new LineQueue(clock);
    Waited<Optional<String>> waited =
        TurnedClock.turn(clock, () -> Optional.ofNullable(lines.next(HOUR)));
    assertThat(waited.result()).isEmpty();
    assertThat(waited.took()).isGreaterThanOrEqualTo(HOUR);
    lines.add("one");
    lines.end();
    assertThat(lines.next(HOUR)).isEqualTo("one");
    assertThat(lines.next(HOUR)).isNull();
  }

  @Test
  void aModuleThatDoesNotSayThatItIsAwakeIsSpokenToAllTheSame() {
    Sleep sleep = new Sleep(clock);
    List<Boolean> driven = new ArrayList<>();
    sleep.wakeBy(driven::add);
    sleep.allowed(true);
    Waited<Boolean> waited =
        TurnedClock.turn(
            clock,
            () -> {
              sleep.hold();
              return true;
            });
    assertThat(waited.took()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    sleep.release();
    assertThat(driven).containsExactly(true, false);
  }
}
