package io.github.spwf04.event;

import io.github.spwf04.catalog.Wind;
import io.github.spwf04.event.Event.WindEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A subscription of all events. */
public interface EventSubscription extends Subscription<Event> {
  /**
   * Takes the oldest message of that kind. Other events stay, in their order.
   *
   * @param timeout how long to wait at most
   * @return the message, or null when none came in time or the subscription was closed
   */
  default @Nullable WindEvent await(Wind wind, Duration timeout) throws InterruptedException {
    return (WindEvent) await(event -> event instanceof WindEvent w && w.is(wind), timeout);
  }

  /**
   * Takes the oldest event of that type, {@code SocketClosed.class} or {@code
   * Event.Recovery.class}. Other events stay, in their order.
   *
   * @param type a type of {@link Event}, or of what a WIND says
   * @param timeout how long to wait at most
   * @return the event, or null when none came in time or the subscription was closed
   */
  default <T> @Nullable T await(Class<T> type, Duration timeout) throws InterruptedException {
    Event event = await(e -> e.as(type) != null, timeout);
    return event == null ? null : event.as(type);
  }
}
