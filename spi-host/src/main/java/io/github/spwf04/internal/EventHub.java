package io.github.spwf04.internal;

import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.Event;
import io.github.spwf04.event.EventSubscription;
import io.github.spwf04.event.Indication;
import io.github.spwf04.event.Subscription;
import io.github.spwf04.time.Time;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Hands events to those who have subscribed. */
final class EventHub {
  private final List<EventQueue<?>> subscriptions = new CopyOnWriteArrayList<>();
  private volatile boolean closed;
  private final Time time;
  private final LongAdder dropped = new LongAdder();

  private static final class AllEvents extends EventQueue<Event> implements EventSubscription {
    private AllEvents(int capacity, Time time, Consumer<EventQueue<?>> onClose) {
      super(event -> event, capacity, time, onClose);
    }
  }

  EventHub(Time time) {
    this.time = time;
  }

  EventSubscription subscribe(int capacity) {
    return added(new AllEvents(capacity, time, subscriptions::remove));
  }

  <E> Subscription<E> subscribe(Class<E> type, int capacity) {
    if (!Event.class.isAssignableFrom(type) && !Indication.class.isAssignableFrom(type)) {
      throw new SpwfException.InvalidInput(
          type.getName() + " is no type of events: Event, Indication and what is below them are");
    }
    return added(new EventQueue<>(event -> event.as(type), capacity, time, subscriptions::remove));
  }

  /** Who comes when it is over is told so. */
  private <Q extends EventQueue<?>> Q added(Q subscription) {
    subscriptions.add(subscription);
    if (closed) {
      subscription.close();
    }
    return subscription;
  }

  void publish(Event event) {
    for (EventQueue<?> subscription : subscriptions) {
      if (subscription.publish(event)) {
        countDropped();
      }
    }
  }

  /** A queue was full and has dropped its oldest entry. */
  void countDropped() {
    dropped.increment();
  }

  /** How many entries queues have dropped. */
  long dropped() {
    return dropped.sum();
  }

  void close() {
    // Seen by whoever is added behind those that are closed here.
    closed = true;
    subscriptions.forEach(EventQueue::close);
  }
}
