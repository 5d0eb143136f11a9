package io.github.spwf04.session;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.command.Guard;
import io.github.spwf04.command.Reply;
import io.github.spwf04.time.Time;
import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One command on its way through the session, and the place its result goes to. */
final class Exchange<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  final Command command;
  final ByteBuf packet;
  final @Nullable ByteBuf data;
  final Bounds bounds;
  final long startNanos;

  /** When the reply must be complete. A recovery that has to go before moves it. */
  private long deadlineNanos;

  /** When its first byte must be out. */
  private long turnNanos;

  final CompletableFuture<T> result = new CompletableFuture<>();
  private final Function<Reply, T> decoder;

  final Guard guard;

  /** Whether the module has heard of the command, or may have. */
  boolean sent;

  /** Hears each line of the reply as it comes; quick, and never user code. */
  Consumer<ByteBuf> onLine = line -> {};

  /**
   * @param packet the command packet, owned from here on
   * @param data the data of the data phase, owned from here on, or null
   * @param decoder turns the reply into a result on the owner thread; quick, and never user code
   */
  Exchange(
      Guard guard,
      Command command,
      ByteBuf packet,
      @Nullable ByteBuf data,
      Bounds bounds,
      Time time,
      Function<Reply, T> decoder) {
    this.guard = guard;
    this.command = command;
    this.packet = packet;
    this.data = data;
    this.bounds = bounds;
    this.startNanos = time.nanoTime();
    this.deadlineNanos = time.deadline(bounds.timeout());
    boolean turn = bounds.turn().compareTo(bounds.timeout()) < 0;
    this.turnNanos = turn ? time.deadline(bounds.turn()) : deadlineNanos;
    this.decoder = decoder;
  }

  /** Until when it waits for what comes next: its turn, or the end of its reply. */
  long untilNanos() {
    return sent ? deadlineNanos : turnNanos;
  }

  /** Gives it more time, for what had to be done before it. */
  void prolong(long nanos) {
    deadlineNanos += nanos;
    turnNanos += nanos;
  }

  /** Ends the exchange well. A result nobody waits for any more is released. */
  void complete(Reply reply) {
    T value;
    try {
      value = decoder.apply(reply);
    } catch (RuntimeException e) {
      fail(e);
      return;
    }
    if (!result.complete(value)) {
      ReferenceCountUtil.safeRelease(value);
      if (value instanceof AutoCloseable closeable) {
        // A socket that opened for nobody; closing it takes commands, and so another thread.
        Thread.ofVirtual().name("spwf04 close").start(() -> close(closeable));
      }
    }
  }

  private static void close(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      LOG.warn("{} came after its caller had gone, and could not be closed", closeable, e);
    }
  }

  void fail(RuntimeException cause) {
    result.completeExceptionally(cause);
  }

  /** Bytes to send, the data phase counted in. */
  int size() {
    return packet.readableBytes() + (data == null ? 0 : data.readableBytes());
  }

  /** Releases what was to be sent. */
  void release() {
    packet.release();
    if (data != null) {
      data.release();
    }
  }
}
