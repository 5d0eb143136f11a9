package io.github.spwf04;

import io.github.spwf04.event.EventSubscription;
import io.github.spwf04.recovery.Ladder;
import io.github.spwf04.time.Time;
import io.github.spwf04.wifi.ReconnectPolicy;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
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
 * @param time the time of day, for events, and what every wait of the host ends by, those for the
 *     interrupt line aside, which are the bus's own
 */
public record Spwf04Options(
    Duration commandTimeout,
    Duration connectTimeout,
    Ladder ladder,
    @Nullable ReconnectPolicy reconnect,
    int eventCapacity,
    int writeSize,
    ByteBufAllocator allocator,
    Time time) {

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
        Time.SYSTEM);
  }

  /** These options with another bound for commands. */
  public Spwf04Options withCommandTimeout(Duration timeout) {
    return new Spwf04Options(
        timeout, connectTimeout, ladder, reconnect, eventCapacity, writeSize, allocator, time);
  }

  /** These options with another bound for commands that reach out over the network. */
  public Spwf04Options withConnectTimeout(Duration timeout) {
    return new Spwf04Options(
        commandTimeout, timeout, ladder, reconnect, eventCapacity, writeSize, allocator, time);
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
        time);
  }

  /** These options with another policy for lost networks, null for none. */
  public Spwf04Options withReconnect(@Nullable ReconnectPolicy policy) {
    return new Spwf04Options(
        commandTimeout, connectTimeout, ladder, policy, eventCapacity, writeSize, allocator, time);
  }

  /** These options with another size of event queues. */
  public Spwf04Options withEventCapacity(int events) {
    return new Spwf04Options(
        commandTimeout, connectTimeout, ladder, reconnect, events, writeSize, allocator, time);
  }

  /** These options with another size of socket writes, 1 to 4096 bytes. */
  public Spwf04Options withWriteSize(int bytes) {
    return new Spwf04Options(
        commandTimeout, connectTimeout, ladder, reconnect, eventCapacity, bytes, allocator, time);
  }

  /** These options with another place where packets live. */
  public Spwf04Options withAllocator(ByteBufAllocator other) {
    return new Spwf04Options(
        commandTimeout, connectTimeout, ladder, reconnect, eventCapacity, writeSize, other, time);
  }

  /** These options with time of another source. */
  public Spwf04Options withTime(Time other) {
    return new Spwf04Options(
        commandTimeout,
        connectTimeout,
        ladder,
        reconnect,
        eventCapacity,
        writeSize,
        allocator,
        other);
  }
}
