package io.github.spwf04.event;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A queue of the events of one type since it was opened, in order. Open it before the action whose
 * events are wanted, and none is missed.
 *
 * <p>Bounded: when its reader is slow the oldest event is dropped, counted ({@link #dropped}) and
 * logged, so that a slow reader never holds up the link. Thread-safe.
 *
 * {@snippet :
 * try (Subscription<GpioInterrupt> edges = spwf.events(GpioInterrupt.class)) {
 *   GpioInterrupt edge = edges.next(Duration.ofSeconds(10));
 * }
 * }
 *
 * @param <E> what it holds
 */
public interface Subscription<E> extends AutoCloseable {
  /**
   * Takes the oldest event.
   *
   * @param timeout how long to wait at most
   * @return the event, or null when none came in time or the subscription was closed
   */
  @Nullable E next(Duration timeout) throws InterruptedException;

  /**
   * Takes the oldest event that matches. Those that do not stay, in their order.
   *
   * @param timeout how long to wait at most
   * @return the event, or null when none came in time or the subscription was closed
   */
  @Nullable E await(Predicate<? super E> matches, Duration timeout) throws InterruptedException;

  /**
   * The events as they come, each taken by it. The stream waits for the next one without a bound;
   * it ends when the subscription is closed, from any thread, or the reading thread is interrupted.
   */
  Stream<E> stream();

  /** How many events were dropped because nobody took them. */
  long dropped();

  /** Ends the subscription; who waits gets null. */
  @Override
  void close();

  /** Forgets what nobody has taken. */
  void clear();
}
