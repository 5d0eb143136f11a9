package io.github.spwf04;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.codec.HostPacket;
import io.github.spwf04.session.Guard;
import io.github.spwf04.session.Reply;
import io.github.spwf04.session.Session;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a command is called: its arguments checked by the catalogue, encoded once, sent in its turn,
 * its reply decoded on the owner thread.
 */
abstract sealed class ModuleCalls permits Spwf04 {
  abstract Spwf04Options options();

  abstract Session session();

  abstract Sleep sleep();

  /** A command without data, with arguments as {@link #argument} takes them. */
  <T> T call(
      Command command, Duration timeout, Function<Reply, T> decoder, @Nullable Object... arguments)
      throws InterruptedException {
    return call(command, arguments(arguments), null, timeout, decoder);
  }

  <T> T call(
      Command command,
      List<ByteBuf> arguments,
      @Nullable ByteBuf data,
      Duration timeout,
      Function<Reply, T> decoder)
      throws InterruptedException {
    return call(Guard.NONE, command, arguments, data, timeout, decoder);
  }

  /**
   * A command that is refused when a guard says so.
   *
   * @param guard asked on the owner thread right before the first byte
   */
  <T> T call(
      Guard guard,
      Command command,
      List<ByteBuf> arguments,
      @Nullable ByteBuf data,
      Duration timeout,
      Function<Reply, T> decoder)
      throws InterruptedException {
    try {
      sleep().hold();
      return session()
          .await(
              submit(guard, command, arguments, data, timeout, decoder), command.atName(), timeout);
    } finally {
      sleep().release();
    }
  }

  /**
   * A command on its way; see {@link Session#submit}. What depends on the future runs on the owner
   * thread.
   */
  <T> CompletableFuture<T> submit(
      Guard guard,
      Command command,
      List<ByteBuf> arguments,
      @Nullable ByteBuf data,
      Duration timeout,
      Function<Reply, T> decoder) {
    ByteBuf packet = packet(command, arguments, data == null ? 0 : data.readableBytes());
    boolean handed = false;
    try {
      ByteBuf slice = data == null ? null : data.retainedSlice();
      handed = true;
      return session().submit(guard, command, packet, slice, timeout, decoder);
    } finally {
      if (!handed) {
        packet.release();
      }
    }
  }

  /**
   * A command whose lines tell how far it has come.
   *
   * @param onLine hears each line on the calling thread, as text
   */
  <T> T callListening(
      Command command,
      Duration timeout,
      Consumer<String> onLine,
      Function<Reply, T> decoder,
      @Nullable Object... arguments)
      throws InterruptedException {
    try {
      sleep().hold();
      return listen(command, timeout, onLine, decoder, arguments);
    } finally {
      sleep().release();
    }
  }

  private <T> T listen(
      Command command,
      Duration timeout,
      Consumer<String> onLine,
      Function<Reply, T> decoder,
      @Nullable Object... arguments)
      throws InterruptedException {
    LineQueue lines = new LineQueue(options().time());
    CompletableFuture<T> result =
        session()
            .submit(
                command,
                packet(command, arguments(arguments), 0),
                timeout,
                line -> lines.add(line.toString(StandardCharsets.UTF_8).stripTrailing()),
                decoder);
    // However it ends, there is an end; the wait of the session has a bound if there were none.
    result.whenComplete((_, _) -> lines.end());
    try {
      Duration bound = timeout.plus(options().ladder().bound());
      String line = lines.next(bound);
      while (line != null) {
        onLine.accept(line);
        line = lines.next(bound);
      }
    } catch (InterruptedException | RuntimeException e) {
      result.cancel(false);
      throw e;
    }
    return session().await(result, command.atName(), timeout);
  }

  private ByteBuf packet(Command command, List<ByteBuf> arguments, int dataLength) {
    HostPacket checked = HostPacket.of(command, arguments, dataLength);
    ByteBuf packet = options().allocator().buffer(64);
    boolean encoded = false;
    try {
      checked.encode(packet);
      encoded = true;
      return packet;
    } finally {
      if (!encoded) {
        packet.release();
      }
    }
  }

  /** A command that only says OK, within the time of the options(). */
  void run(Command command, @Nullable Object... arguments) throws InterruptedException {
    call(command, options().commandTimeout(), _ -> true, arguments);
  }

  /**
   * As {@link #run}, for what has to be done whatever becomes of the caller: an interrupt neither
   * keeps the command back nor ends the wait for it, and is there again behind it.
   */
  void runDespiteInterrupt(Command command, @Nullable Object... arguments) {
    Duration timeout = options().commandTimeout();
    CompletableFuture<Boolean> done =
        submit(Guard.NONE, command, arguments(arguments), null, timeout, _ -> true);
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          // Of the copy: a wait that ends early takes what it waits for out of the queue.
          session().await(done.copy(), command.atName(), timeout);
          return;
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A command that says something, within the time of the options(). */
  <T> T ask(Command command, Function<Reply, T> decoder, @Nullable Object... arguments)
      throws InterruptedException {
    return call(command, options().commandTimeout(), decoder, arguments);
  }

  /** Arguments from text, numbers, flags, bytes and buffers; null is an omitted one. */
  static List<ByteBuf> arguments(@Nullable Object... values) {
    List<ByteBuf> arguments = new ArrayList<>(values.length);
    for (Object value : values) {
      arguments.add(
          switch (value) {
            case null -> Unpooled.EMPTY_BUFFER;
            case ByteBuf bytes -> bytes;
            case byte[] bytes -> Unpooled.wrappedBuffer(bytes);
            case Boolean flag -> Unpooled.wrappedBuffer(new byte[] {(byte) (flag ? '1' : '0')});
            case Object other ->
                Unpooled.wrappedBuffer(other.toString().getBytes(StandardCharsets.UTF_8));
          });
    }
    return arguments;
  }

  /** Arguments without the omitted ones at their end, which need no place in the packet. */
  static @Nullable Object[] trimmed(@Nullable Object... arguments) {
    int length = arguments.length;
    while (length > 0 && arguments[length - 1] == null) {
      length--;
    }
    return Arrays.copyOf(arguments, length);
  }
}
