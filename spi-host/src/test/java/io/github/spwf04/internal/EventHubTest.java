package io.github.spwf04.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.event.EventSubscription;
import io.github.spwf04.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventHubTest {
  private static final int SUBSCRIBERS = 3;

  /** Whoever subscribes while it is closed is before or behind that, and never between. */
  @Test
  void whatIsSubscribedWhileItIsClosedHasAnEnd() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(SUBSCRIBERS + 1)) {
      for (int run = 0; run < 2000; run++) {
        EventHub hub = new EventHub(Time.SYSTEM);
        CyclicBarrier start = new CyclicBarrier(SUBSCRIBERS + 1);
        List<Callable<List<EventSubscription>>> tasks = new ArrayList<>();
        for (int i = 0; i < SUBSCRIBERS; i++) {
          tasks.add(
              () -> {
                start.await();
                List<EventSubscription> opened = new ArrayList<>();
                for (int j = 0; j < 20; j++) {
                  opened.add(hub.subscribe(1));
                }
                return opened;
              });
        }
        tasks.add(
            () -> {
              start.await();
              hub.close();
              return List.of();
            });
        for (Future<List<EventSubscription>> opened : threads.invokeAll(tasks)) {
          for (EventSubscription subscription : opened.get()) {
            // One that has no end is waited for until the time-out of the test.
            assertThat(subscription.next(Duration.ofHours(1))).isNull();
          }
        }
      }
    }
  }
}
