package io.github.spwf04.wifi;

import io.github.spwf04.command.ModuleCalls;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.Event;
import io.github.spwf04.event.Event.Reconnect;
import io.github.spwf04.event.Event.Reconnect.Step;
import io.github.spwf04.event.EventSubscription;
import io.github.spwf04.event.StationEvent;
import io.github.spwf04.event.SystemEvent;
import io.github.spwf04.time.Time;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Joins a lost network again, as a {@link ReconnectPolicy} says; on a thread of its own. */
final class Reconnector {
  private static final Logger LOG = LoggerFactory.getLogger(Reconnector.class);

  /** What has brought the network back when it was no attempt. */
  private static final String BY_OTHERS = "by the module itself, or by the caller";

  private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

  private final ModuleCalls calls;
  private final ReconnectPolicy policy;
  private final Supplier<Joining.@Nullable Attempt> next;
  private final EventSubscription events;

  /**
   * @param next the next attempt, or null when nobody wants to be in a network
   */
  private Reconnector(
      ModuleCalls calls, ReconnectPolicy policy, Supplier<Joining.@Nullable Attempt> next) {
    this.calls = calls;
    this.policy = policy;
    this.next = next;
    this.events = calls.events();
  }

  /** Watches from now on; ends with the connection to the module. */
  static void start(
      ModuleCalls calls, ReconnectPolicy policy, Supplier<Joining.@Nullable Attempt> next) {
    Reconnector reconnector = new Reconnector(calls, policy, next);
    Thread.ofVirtual().name("spwf04 reconnector").start(reconnector::run);
  }

  private void run() {
    try (events) {
      while (events.next(FOR_EVER) instanceof Event event) {
        if (isLoss(event) && next.get() != null) {
          step(Step.LOST, 0, Duration.ZERO, event.toString());
          reconnect();
        }
      }
    } catch (InterruptedException ignored) {
      // Nobody interrupts this thread but a stranger.
      LOG.warn("the reconnector was interrupted and has ended");
    }
  }

  private static boolean isLoss(Event event) {
    return event.as(StationEvent.Notice.class) == StationEvent.Notice.NETWORK_LOST
        || event.as(SystemEvent.Notice.class) == SystemEvent.Notice.CONSOLE_ACTIVE;
  }

  private void reconnect() throws InterruptedException {
    if (cameUp(policy.patience())) {
      step(Step.CONNECTED, 0, Duration.ZERO, BY_OTHERS);
      return;
    }
    for (int attempt = 1; policy.attempts() == 0 || attempt <= policy.attempts(); attempt++) {
      Duration pause = policy.pause(attempt);
      step(Step.WAITING, attempt, pause, null);
      if (cameUp(pause)) {
        step(Step.CONNECTED, attempt, Duration.ZERO, BY_OTHERS);
        return;
      }
      Joining.Attempt again = next.get();
      if (again == null || calls.closed()) {
        step(Step.GAVE_UP, attempt, Duration.ZERO, "nobody wants to be in a network any more");
        return;
      }
      step(Step.JOINING, attempt, Duration.ZERO, again.login().ssid());
      try {
        policy.rejoin().join(again.wifi(), again.login(), policy.joinTimeout());
        // What came before the new address belongs to the loss that is mended.
        cameUp(Duration.ZERO);
        step(Step.CONNECTED, attempt, Duration.ZERO, again.login().ssid());
        return;
      } catch (SpwfException e) {
        step(Step.FAILED, attempt, Duration.ZERO, e.getMessage());
      }
    }
    if (cameUp(Duration.ZERO)) {
      step(Step.CONNECTED, policy.attempts(), Duration.ZERO, BY_OTHERS);
      return;
    }
    step(Step.GAVE_UP, policy.attempts(), Duration.ZERO, "as often as the policy allows");
  }

  /** Takes events up to an IPv4 address, and waits for one. */
  private boolean cameUp(Duration atMost) throws InterruptedException {
    Time time = calls.time();
    long end = time.deadline(atMost);
    while (events.next(time.until(end)) instanceof Event event) {
      if (event.as(StationEvent.AddressAssigned.class) instanceof StationEvent.AddressAssigned up
          && up.address() instanceof Inet4Address) {
        return true;
      }
    }
    return false;
  }

  private void step(Step step, int attempt, Duration pause, @Nullable String detail) {
    LOG.info("reconnect: {} attempt {} pause {} {}", step, attempt, pause, detail);
    calls.publish(new Reconnect(calls.time().instant(), step, attempt, pause, detail));
  }
}
