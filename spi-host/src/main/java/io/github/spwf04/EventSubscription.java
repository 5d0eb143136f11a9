package io.github.spwf04;

import io.github.spwf04.Event.WindEvent;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.time.Time;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A subscription of all events. */
public final class EventSubscription extends Subscription<Event> {

  EventSubscription(int capacity, Time time, Consumer<Subscription<?>> onClose) {
    super(event -> event, capacity, time, onClose);
  }

  /**
   * Takes the oldest message of that kind. Other events stay, in their order.
   *
   * @param timeout how long to wait at most
   * @return the message, or null when none came in time or the subscription was closed
   */
  public @Nullable WindEvent await(Wind wind, Duration timeout) throws InterruptedException {
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
  public <T> @Nullable T await(Class<T> type, Duration timeout) throws InterruptedException {
    Event event = await(e -> e.as(type) != null, timeout);
    return event == null ? null : event.as(type);
  }
}
