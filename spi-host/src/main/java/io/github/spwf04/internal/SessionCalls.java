package io.github.spwf04.internal;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.WifiState;
import io.github.spwf04.codec.HostPacket;
import io.github.spwf04.command.Arguments;
import io.github.spwf04.command.CallOptions;
import io.github.spwf04.command.Guard;
import io.github.spwf04.command.ModuleCalls;
import io.github.spwf04.command.Reply;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.Event;
import io.github.spwf04.event.EventSubscription;
import io.github.spwf04.event.Subscription;
import io.github.spwf04.session.Bounds;
import io.github.spwf04.time.Time;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls over a connection, with deadlines of their own. */
final class SessionCalls implements ModuleCalls {
  private static final Set<Command> CONNECT =
      EnumSet.of(Command.SOCKON, Command.WSOCKON, Command.MQTTCONN);

  private final Connection connection;
  private final CallOptions options;

  SessionCalls(Connection connection, CallOptions options) {
    this.connection = connection;
    this.options = options;
  }

  @Override
  public CallOptions options() {
    return options;
  }

  @Override
  public Time time() {
    return connection.time;
  }

  @Override
  public @Nullable WifiState state() {
    return WifiState.byNumber(connection.session.state());
  }

  @Override
  public boolean closed() {
    return connection.session.closed();
  }

  @Override
  public <T> T call(
      Guard guard,
      Command command,
      List<ByteBuf> arguments,
      @Nullable ByteBuf data,
      Duration timeout,
      Function<Reply, T> decoder)
      throws InterruptedException {
    try {
      connection.sleep.hold();
      return connection.session.await(
          submit(guard, command, arguments, data, timeout, decoder), command.atName(), timeout);
    } finally {
      connection.sleep.release();
    }
  }

  @Override
  public <T> CompletableFuture<T> submit(
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
      return connection.session.submit(
          guard, command, packet, slice, bounds(command, timeout), decoder);
    } finally {
      if (!handed) {
        packet.release();
      }
    }
  }

  @Override
  public <T> T callListening(
      Command command,
      Duration timeout,
      Consumer<String> onLine,
      Function<Reply, T> decoder,
      @Nullable Object... arguments)
      throws InterruptedException {
    try {
      connection.sleep.hold();
      return listen(command, timeout, onLine, decoder, arguments);
    } finally {
      connection.sleep.release();
    }
  }

  private <T> T listen(
      Command command,
      Duration timeout,
      Consumer<String> onLine,
      Function<Reply, T> decoder,
      @Nullable Object... arguments)
      throws InterruptedException {
    LineQueue lines = new LineQueue(connection.time);
    CompletableFuture<T> result =
        connection.session.submit(
            command,
            packet(command, Arguments.of(arguments), 0),
            bounds(command, timeout),
            line -> lines.add(line.toString(StandardCharsets.UTF_8).stripTrailing()),
            decoder);
    // However it ends, there is an end; the wait of the session has a bound if there were none.
    result.whenComplete((value, failure) -> lines.end());
    try {
      Duration bound = timeout.plus(connection.recoveryBound);
      String line = lines.next(bound);
      while (line != null) {
        onLine.accept(line);
        line = lines.next(bound);
      }
    } catch (InterruptedException | RuntimeException e) {
      result.cancel(false);
      throw e;
    }
    return connection.session.await(result, command.atName(), timeout);
  }

  @Override
  public <T> T callDespiteInterrupt(
      Guard guard,
      Command command,
      List<ByteBuf> arguments,
      Duration timeout,
      Function<Reply, T> decoder) {
    long end = connection.time.deadline(timeout);
    boolean interrupted = false;
    try {
      connection.sleep.hold();
      CompletableFuture<T> done = submit(guard, command, arguments, null, timeout, decoder);
      while (true) {
        try {
          // Of the copy: a wait that ends early takes what it waits for out of the queue.
          return connection.session.await(
              done.copy(), command.atName(), connection.time.until(end));
        } catch (InterruptedException ignored) {
          interrupted = true;
        }
      }
    } finally {
      connection.sleep.release();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public EventSubscription events() {
    return connection.hub.subscribe(options.eventCapacity());
  }

  @Override
  public <E> Subscription<E> events(Class<E> type) {
    return connection.hub.subscribe(type, options.eventCapacity());
  }

  @Override
  public void publish(Event event) {
    connection.hub.publish(event);
  }

  @Override
  public void countDroppedEvent() {
    connection.hub.countDropped();
  }

  @Override
  public ModuleCalls within(Duration deadline) {
    if (!deadline.isPositive()) {
      throw new SpwfException.InvalidInput("a deadline of " + deadline + ", more than 0 is needed");
    }
    return new SessionCalls(connection, options.within(deadline));
  }

  @Override
  public ModuleCalls failFast() {
    return new SessionCalls(connection, options.failingFast());
  }

  @Override
  public ModuleCalls waiting(Duration longest) {
    return new SessionCalls(connection, options.waiting(longest));
  }

  @Override
  public <S> S keep(Class<S> type, Function<ModuleCalls, S> first) {
    return connection.kept.keep(type, () -> first.apply(connection.calls()));
  }

  /** The module tries to connect for as long as it likes: a caller's deadline is none of its. */
  private Bounds bounds(Command command, Duration timeout) {
    Duration work = CONNECT.contains(command) ? connection.options.connectTimeout() : Duration.ZERO;
    return new Bounds(timeout, options.turn(), work, options.failFast());
  }

  private ByteBuf packet(Command command, List<ByteBuf> arguments, int dataLength) {
    HostPacket checked = HostPacket.of(command, arguments, dataLength);
    ByteBuf packet = connection.allocator.buffer(64);
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
}
