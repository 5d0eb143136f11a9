package io.github.spwf04;

import io.github.spwf04.Event.WindEvent;
import io.github.spwf04.catalog.Wind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A queue of the events since it was opened, in order. Bounded: when its reader is slow the oldest
 * event is dropped and counted, so that a slow reader never holds up the link. Thread-safe.
 */
public final class EventSubscription implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Entry> queue = new ArrayDeque<>();
  private final int capacity;
  private final Consumer<EventSubscription> onClose;
  private long nextNumber;
  private long dropped;
  private boolean closed;

  private record Entry(long number, Event event) {}

  EventSubscription(int capacity, Consumer<EventSubscription> onClose) {
    this.capacity = capacity;
    this.onClose = onClose;
  }

  /**
   * Takes the oldest event.
   *
   * @param timeout how long to wait at most
   * @return the event, or null when none came in time or the subscription was closed
   */
  public @Nullable Event next(Duration timeout) throws InterruptedException {
    return await(_ -> true, timeout);
  }

  /**
   * Takes the oldest event that matches. Those that do not stay, in their order.
   *
   * @param timeout how long to wait at most
   * @return the event, or null when none came in time or the subscription was closed
   */
  public @Nullable Event await(Predicate<? super Event> matches, Duration timeout)
      throws InterruptedException {
    long left = timeout.toNanos();
    long seen = -1;
    while (true) {
      Entry entry;
      lock.lockInterruptibly();
      try {
        entry = after(seen);
        while (entry == null) {
          if (closed || left <= 0) {
            return null;
          }
          left = changed.awaitNanos(left);
          entry = after(seen);
        }
      } finally {
        lock.unlock();
      }
      // The caller's code runs without the lock, which the link's thread takes to publish.
      if (matches.test(entry.event) && take(entry)) {
        return entry.event;
      }
      seen = entry.number;
    }
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

  /** How many events were dropped because nobody took them. */
  public long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the subscription; who waits gets null. */
  @Override
  public void close() {
    onClose.accept(this);
    lock.lock();
    try {
      closed = true;
      queue.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what nobody has taken. */
  void clear() {
    lock.lock();
    try {
      queue.clear();
    } finally {
      lock.unlock();
    }
  }

  void publish(Event event) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      if (queue.size() == capacity) {
        queue.removeFirst();
        dropped++;
      }
      queue.addLast(new Entry(nextNumber++, event));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Entry after(long number) {
    for (Entry entry : queue) {
      if (entry.number > number) {
        return entry;
      }
    }
    return null;
  }

  private boolean take(Entry entry) {
    lock.lock();
    try {
      return queue.removeIf(queued -> queued.number == entry.number);
    } finally {
      lock.unlock();
    }
  }
}
