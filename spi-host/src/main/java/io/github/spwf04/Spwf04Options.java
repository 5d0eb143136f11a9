package io.github.spwf04;

import io.netty.buffer.ByteBufAllocator;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Spwf04} behaves. Start from {@link #defaults} and change what differs.
 *
 * @param commandTimeout bound of a command whose method takes no bound of its own
 * @param connectTimeout bound of a command that reaches out over the network
 * @param ladder how to get back in step after a command that timed out
 * @param reconnect when to join a lost network again, or null for never
 * @param eventCapacity events an {@link EventSubscription} holds before it drops the oldest
 * @param writeSize bytes a socket write hands to the module at a time; 730 is what the firmware
 *     puts in one TCP segment or UDP datagram (field-facts E)
 * @param allocator where packets live
 * @param clock the time of day, for events
 * @param nanoTime a clock for durations, like {@link System#nanoTime}
 */
public record Spwf04Options(
    Duration commandTimeout,
    Duration connectTimeout,
    Ladder ladder,
    @Nullable ReconnectPolicy reconnect,
    int eventCapacity,
    int writeSize,
    ByteBufAllocator allocator,
    Clock clock,
    LongSupplier nanoTime) {

  public Spwf04Options {
    if (commandTimeout.isNegative() || connectTimeout.isNegative()) {
      throw new IllegalArgumentException("a timeout is negative");
    }
    if (eventCapacity < 1) {
      throw new IllegalArgumentException("eventCapacity " + eventCapacity + ", at least 1");
    }
    if (writeSize < 1 || writeSize > 4096) {
      throw new IllegalArgumentException("writeSize " + writeSize + ", 1 to 4096 are allowed");
    }
  }

  /** 20 s a command and 60 s a connection, as drivers in the field wait (field-facts E). */
  public static Spwf04Options defaults() {
    return new Spwf04Options(
        Duration.ofSeconds(20),
        Duration.ofSeconds(60),
        Ladder.full(),
        ReconnectPolicy.defaults(),
        1024,
        730,
        ByteBufAllocator.DEFAULT,
        Clock.systemUTC(),
        System::nanoTime);
  }

  /** These options with another bound for commands. */
  public Spwf04Options withCommandTimeout(Duration timeout) {
    return new Spwf04Options(
        timeout,
        connectTimeout,
        ladder,
        reconnect,
        eventCapacity,
        writeSize,
        allocator,
        clock,
        nanoTime);
  }

  /** These options with another bound for commands that reach out over the network. */
  public Spwf04Options withConnectTimeout(Duration timeout) {
    return new Spwf04Options(
        commandTimeout,
        timeout,
        ladder,
        reconnect,
        eventCapacity,
        writeSize,
        allocator,
        clock,
        nanoTime);
  }

  /** These options with another ladder. */
  public Spwf04Options withLadder(Ladder other) {
    return new Spwf04Options(
        commandTimeout,
        connectTimeout,
        other,
        reconnect,
        eventCapacity,
        writeSize,
        allocator,
        clock,
        nanoTime);
  }

  /** These options with another policy for lost networks, null for none. */
  public Spwf04Options withReconnect(@Nullable ReconnectPolicy policy) {
    return new Spwf04Options(
        commandTimeout,
        connectTimeout,
        ladder,
        policy,
        eventCapacity,
        writeSize,
        allocator,
        clock,
        nanoTime);
  }

  /** These options with another size of event queues. */
  public Spwf04Options withEventCapacity(int events) {
    return new Spwf04Options(
        commandTimeout,
        connectTimeout,
        ladder,
        reconnect,
        events,
        writeSize,
        allocator,
        clock,
        nanoTime);
  }

  /** These options with another size of socket writes, 1 to 4096 bytes. */
  public Spwf04Options withWriteSize(int bytes) {
    return new Spwf04Options(
        commandTimeout,
        connectTimeout,
        ladder,
        reconnect,
        eventCapacity,
        bytes,
        allocator,
        clock,
        nanoTime);
  }

  /** These options with another clock for durations, like {@link System#nanoTime}. */
  public Spwf04Options withNanoTime(LongSupplier source) {
    return new Spwf04Options(
        commandTimeout,
        connectTimeout,
        ladder,
        reconnect,
        eventCapacity,
        writeSize,
        allocator,
        clock,
        source);
  }
}
