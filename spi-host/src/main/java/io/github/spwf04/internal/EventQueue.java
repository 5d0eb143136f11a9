package io.github.spwf04.internal;

import io.github.spwf04.event.Event;
import io.github.spwf04.event.Subscription;
import io.github.spwf04.time.Monitor;
import io.github.spwf04.time.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue behind a subscription. Bounded: when it is full the oldest entry is dropped, so that
 * the owner thread, which fills it, never waits.
 *
 * @param <E> what it holds
 */
public class EventQueue<E> implements Subscription<E> {
  private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

  private final Monitor monitor;
  private final Time time;
  private final ArrayDeque<Entry<E>> queue = new ArrayDeque<>();
  private final Function<Event, @Nullable E> content;
  private final int capacity;
  private final Consumer<EventQueue<?>> onClose;
  private long nextNumber;
  private long dropped;
  private boolean closed;

  private record Entry<E>(long number, E event) {}

  /**
   * @param content what of an event belongs into the queue, null for nothing
   * @param onClose tells the publisher
   */
  public EventQueue(
      Function<Event, @Nullable E> content,
      int capacity,
      Time time,
      Consumer<EventQueue<?>> onClose) {
    this.time = time;
    this.monitor = new Monitor(time);
    this.content = content;
    this.capacity = capacity;
    this.onClose = onClose;
  }

  @Override
  public @Nullable E next(Duration timeout) throws InterruptedException {
    return await(event -> true, timeout);
  }

  @Override
  public @Nullable E await(Predicate<? super E> matches, Duration timeout)
      throws InterruptedException {
    long deadline = time.deadline(timeout);
    long seen = -1;
    while (true) {
      long known = seen;
      Entry<E> entry;
      monitor.lockInterruptibly();
      try {
        monitor.awaitUntil(() -> closed || after(known) != null, deadline);
        entry = after(known);
        if (entry == null) {
          return null;
        }
      } finally {
        monitor.unlock();
      }
      // The caller's code runs without the lock, which the link's thread takes to publish.
      if (matches.test(entry.event) && take(entry)) {
        return entry.event;
      }
      seen = entry.number;
    }
  }

  @Override
  public Stream<E> stream() {
    return StreamSupport.stream(
        new Spliterators.AbstractSpliterator<E>(
            Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL) {
          @Override
          public boolean tryAdvance(Consumer<? super E> action) {
            E event = take();
            if (event == null) {
              return false;
            }
            action.accept(event);
            return true;
          }
        },
        false);
  }

  @Override
  public long dropped() {
    monitor.lock();
    try {
      return dropped;
    } finally {
      monitor.unlock();
    }
  }

  @Override
  public void close() {
    onClose.accept(this);
    monitor.lock();
    try {
      closed = true;
      queue.clear();
      monitor.signal();
    } finally {
      monitor.unlock();
    }
  }

  /** Nothing more comes: what is there can still be taken, then who waits gets null. */
  public void end() {
    onClose.accept(this);
    monitor.lock();
    try {
      closed = true;
      monitor.signal();
    } finally {
      monitor.unlock();
    }
  }

  @Override
  public void clear() {
    monitor.lock();
    try {
      queue.clear();
    } finally {
      monitor.unlock();
    }
  }

  /**
   * Runs on the owner thread.
   *
   * @return whether an older event had to be dropped
   */
  boolean publish(Event event) {
    E wanted = content.apply(event);
    return wanted != null && add(wanted);
  }

  /**
   * Runs on the owner thread.
   *
   * @return whether an older event had to be dropped
   */
  public boolean add(E event) {
    boolean full;
    long count;
    monitor.lock();
    try {
      if (closed) {
        return false;
      }
      full = queue.size() == capacity;
      if (full) {
        queue.removeFirst();
        dropped++;
      }
      count = dropped;
      queue.addLast(new Entry<>(nextNumber++, event));
      monitor.signal();
    } finally {
      monitor.unlock();
    }
    if (full && Long.bitCount(count) == 1) {
      LOG.warn("a subscription of {} events is full: {} dropped so far", capacity, count);
    }
    return full;
  }

  private @Nullable E take() {
    try {
      monitor.lockInterruptibly();
      try {
        monitor.await(() -> closed || !queue.isEmpty());
        Entry<E> first = queue.pollFirst();
        return first == null ? null : first.event;
      } finally {
        monitor.unlock();
      }
    } catch (InterruptedException ignored) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private @Nullable Entry<E> after(long number) {
    for (Entry<E> entry : queue) {
      if (entry.number > number) {
        return entry;
      }
    }
    return null;
  }

  private boolean take(Entry<E> entry) {
    monitor.lock();
    try {
      return queue.removeIf(queued -> queued.number == entry.number);
    } finally {
      monitor.unlock();
    }
  }
}
