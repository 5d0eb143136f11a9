package io.github.spwf04;

import io.github.spwf04.codec.SpwfException;
import io.github.spwf04.event.Indication;
import io.github.spwf04.time.Time;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** Hands events to those who have subscribed. */
final class EventHub {
  private final List<Subscription<?>> subscriptions = new CopyOnWriteArrayList<>();
  private final Time time;
  private final LongAdder dropped = new LongAdder();

  EventHub(Time time) {
    this.time = time;
  }

  EventSubscription subscribe(int capacity) {
    EventSubscription subscription = new EventSubscription(capacity, time, subscriptions::remove);
    subscriptions.add(subscription);
    return subscription;
  }

  <E> Subscription<E> subscribe(Class<E> type, int capacity) {
    if (!Event.class.isAssignableFrom(type) && !Indication.class.isAssignableFrom(type)) {
      throw new SpwfException.InvalidInput(
          type.getName() + " is no type of events: Event, Indication and what is below them are");
    }
    Subscription<E> subscription =
        new Subscription<>(event -> event.as(type), capacity, time, subscriptions::remove);
    subscriptions.add(subscription);
    return subscription;
  }

  void publish(Event event) {
    for (Subscription<?> subscription : subscriptions) {
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
    subscriptions.forEach(Subscription::close);
  }
}
