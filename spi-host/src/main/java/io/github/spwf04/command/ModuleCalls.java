package io.github.spwf04.command;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.WifiState;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.Event;
import io.github.spwf04.event.EventSubscription;
import io.github.spwf04.event.Subscription;
import io.github.spwf04.time.Time;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a group of commands needs of the connection to a module: a command's arguments are checked
 * by the catalogue, encoded once, sent in their turn, and its reply is decoded on the owner thread.
 *
 * <p>Thread-safe. A decoder is quick and never user code, and keeps nothing of the reply but the
 * data that it takes.
 */
public interface ModuleCalls {
  /** Bounds of the commands that are called here. */
  CallOptions options();

  /** What waits end by. */
  Time time();

  /**
   * wifi_state, which every packet of the module carries.
   *
   * @return the newest, or null before the first packet and for a number the manual does not know
   */
  @Nullable WifiState state();

  /** Whether the connection was closed. */
  boolean closed();

  /**
   * Sends a command that is refused when a guard says so, and waits for the end of its reply.
   *
   * @param guard asked on the owner thread right before the first byte
   * @param arguments the parameters in order, an empty buffer for one that is omitted; the caller
   *     keeps them
   * @param data the data of the data phase, or null for none; the caller keeps it, its indices stay
   * @param timeout bound from now to the end of the reply; a recovery that has to go before it
   *     comes on top
   * @throws SpwfException.InvalidInput when the arguments do not fit the catalogue, or the last one
   *     ends in CR, which the module would take off (field-facts I); nothing was sent
   * @throws SpwfException.Rejected when the module refuses
   * @throws SpwfException.TimedOut when the reply is not complete in time
   * @throws SpwfException.LinkLost when the module cannot be reached
   */
  <T> T call(
      Guard guard,
      Command command,
      List<ByteBuf> arguments,
      @Nullable ByteBuf data,
      Duration timeout,
      Function<Reply, T> decoder)
      throws InterruptedException;

  /**
   * As {@link #call(Guard, Command, List, ByteBuf, Duration, Function)} without waiting, and
   * without waking a module that sleeps. What depends on the future runs on the owner thread.
   */
  <T> CompletableFuture<T> submit(
      Guard guard,
      Command command,
      List<ByteBuf> arguments,
      @Nullable ByteBuf data,
      Duration timeout,
      Function<Reply, T> decoder);

  /**
   * A command whose lines tell how far it has come.
   *
   * @param onLine hears each line on the calling thread, as text
   * @param arguments as {@link Arguments#of} takes them
   */
  <T> T callListening(
      Command command,
      Duration timeout,
      Consumer<String> onLine,
      Function<Reply, T> decoder,
      @Nullable Object... arguments)
      throws InterruptedException;

  /**
   * As {@link #call(Guard, Command, List, ByteBuf, Duration, Function)} without data, for what has
   * to be done whatever becomes of the caller: an interrupt neither keeps the command back nor ends
   * the wait for it, and is there again behind it.
   */
  <T> T callDespiteInterrupt(
      Guard guard,
      Command command,
      List<ByteBuf> arguments,
      Duration timeout,
      Function<Reply, T> decoder);

  /** All events from now on. Close it when done. */
  EventSubscription events();

  /**
   * Events of one type from now on. Close it when done.
   *
   * @param type a type of {@link Event}, or of what a WIND says
   * @throws SpwfException.InvalidInput for a type that no event has
   */
  <E> Subscription<E> events(Class<E> type);

  /** Tells an event of the host itself. */
  void publish(Event event);

  /** Counts an entry that a full queue has dropped. */
  void countDroppedEvent();

  /**
   * The same connection, each of whose commands must be done within a time of its own.
   *
   * @throws SpwfException.InvalidInput when it is zero or less
   */
  ModuleCalls within(Duration deadline);

  /**
   * The same connection, whose commands fail with {@link SpwfException.Busy} while the module is at
   * a command whose caller has given up, in place of waiting for their turn.
   */
  ModuleCalls failFast();

  /**
   * The same connection, whose commands fail with {@link SpwfException.TimedOut} where they have
   * not been sent by then. What has been sent has as long as ever: it takes bytes out of the module
   * that would be lost otherwise.
   */
  ModuleCalls waiting(Duration longest);

  /**
   * State that belongs to the connection and not to who calls: what is held at the module, such as
   * the sockets. A {@link ModuleListener} hears from its first call on what becomes of it; those
   * that were kept first hear first.
   *
   * @param first makes it when it is asked for the first time, of calls with the deadlines of the
   *     options, whatever those of this are
   */
  <S> S keep(Class<S> type, Function<ModuleCalls, S> first);

  /** A command without data, with arguments as {@link Arguments#of} takes them. */
  default <T> T call(
      Command command, Duration timeout, Function<Reply, T> decoder, @Nullable Object... arguments)
      throws InterruptedException {
    return call(command, Arguments.of(arguments), null, timeout, decoder);
  }

  /** A command that nobody guards. */
  default <T> T call(
      Command command,
      List<ByteBuf> arguments,
      @Nullable ByteBuf data,
      Duration timeout,
      Function<Reply, T> decoder)
      throws InterruptedException {
    return call(Guard.NONE, command, arguments, data, timeout, decoder);
  }

  /** A command that only says OK, within the command timeout of the options. */
  default void run(Command command, @Nullable Object... arguments) throws InterruptedException {
    call(command, options().commandTimeout(), reply -> true, arguments);
  }

  /** As {@link #run}, whatever becomes of the caller; see {@link #callDespiteInterrupt}. */
  default void runDespiteInterrupt(Command command, @Nullable Object... arguments) {
    callDespiteInterrupt(
        Guard.NONE, command, Arguments.of(arguments), options().commandTimeout(), reply -> true);
  }

  /** A command that says something, within the command timeout of the options. */
  default <T> T ask(Command command, Function<Reply, T> decoder, @Nullable Object... arguments)
      throws InterruptedException {
    return call(command, options().commandTimeout(), decoder, arguments);
  }
}
