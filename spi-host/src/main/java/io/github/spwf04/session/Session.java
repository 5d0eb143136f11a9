package io.github.spwf04.session;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.command.Guard;
import io.github.spwf04.command.Reply;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.link.LinkCounters;
import io.github.spwf04.recovery.Ladder;
import io.github.spwf04.time.Time;
import io.github.spwf04.transport.SpiBus;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One conversation with one module. The protocol has no transaction ids, so one command is in
 * flight at a time and every packet of kind 3 up to the final one answers it; events may come at
 * any moment, also between a command and its data and inside a reply, and take their own path. A
 * command whose caller has given up goes on at the module, and no other is sent before its end, or
 * before the module was silent for so long that it is taken for lost: then the two are put in step
 * again.
 *
 * <p>A thread of its own owns the bus. It reads top to bottom: one loop, one command after another.
 * Any thread may call the public methods.
 */
public final class Session implements AutoCloseable {
  /** What a caller waits beyond its deadline for the owner thread to tell it so. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final SpiBus bus;
  private final LinkCounters linkCounters = new LinkCounters();
  private final Incoming incoming;
  private final Time time;
  private final Ladder ladder;
  private final Conversation conversation;
  private final FutureWait waits;

  /**
   * @param bus the bus, owned from here on
   * @param allocator where packets live
   * @param listener hears of events, on the owner thread
   * @param time what deadlines are measured by and waits end by
   * @param ladder how to get back in step
   */
  public Session(
      SpiBus bus, ByteBufAllocator allocator, SessionListener listener, Time time, Ladder ladder) {
    this.bus = bus;
    this.incoming = new Incoming(listener);
    this.time = time;
    this.waits = new FutureWait(time, GRACE);
    this.ladder = ladder;
    this.conversation =
        new Conversation(bus, allocator, linkCounters, listener, incoming, time, ladder);
  }

  /**
   * Starts the thread that owns the bus. Commands that were submitted before wait for it, and the
   * listener hears nothing before.
   */
  public void start() {
    conversation.start();
  }

  /**
   * Sends a command and waits for the end of its reply.
   *
   * @param packet the command packet, owned from here on
   * @param data the data of the data phase, owned from here on, or null for none
   * @param timeout bound from now to the end of the reply, waiting for other commands counted in; a
   *     recovery that has to go before it comes on top, bounded by the ladder
   * @param decoder turns the reply into the result, on the owner thread
   * @throws SpwfException.Rejected when the module refuses
   * @throws SpwfException.TimedOut when the reply is not complete in time, or the command could not
   *     even be sent, because the module was at another one
   * @throws SpwfException.LinkLost when the module cannot be reached
   * @throws InterruptedException when the caller was interrupted; what the module still answers is
   *     read and discarded
   */
  public <T> T call(
      Command command,
      ByteBuf packet,
      @Nullable ByteBuf data,
      Duration timeout,
      Function<Reply, T> decoder)
      throws InterruptedException {
    return await(submit(command, packet, data, timeout, decoder), command.atName(), timeout);
  }

  /** As {@link #call}, without waiting. */
  public <T> CompletableFuture<T> submit(
      Command command,
      ByteBuf packet,
      @Nullable ByteBuf data,
      Duration timeout,
      Function<Reply, T> decoder) {
    return submit(Guard.NONE, command, packet, data, Bounds.within(timeout), decoder);
  }

  /** As {@link #call}, without waiting, and only when a guard lets it. */
  public <T> CompletableFuture<T> submit(
      Guard guard,
      Command command,
      ByteBuf packet,
      @Nullable ByteBuf data,
      Bounds bounds,
      Function<Reply, T> decoder) {
    return conversation.hand(new Exchange<>(guard, command, packet, data, bounds, time, decoder));
  }

  /**
   * As {@link #submit}, for a command whose lines tell how far it has come.
   *
   * @param onLine hears each line of the reply on the owner thread as it comes; quick, and never
   *     user code. The line is valid during the call
   */
  public <T> CompletableFuture<T> submit(
      Command command,
      ByteBuf packet,
      Bounds bounds,
      Consumer<ByteBuf> onLine,
      Function<Reply, T> decoder) {
    Exchange<T> exchange = new Exchange<>(Guard.NONE, command, packet, null, bounds, time, decoder);
    exchange.onLine = onLine;
    return conversation.hand(exchange);
  }

  /**
   * Pulls the reset line low and releases it, if that is needed. The boot WINDs follow as events.
   *
   * @param needed asked on the owner thread, behind the packets that wait on the line
   * @param whenDecided runs there behind that, whether the module was reset or not: between the
   *     last event before a reset and the first behind it
   */
  public void reset(Duration timeout, BooleanSupplier needed, Runnable whenDecided)
      throws InterruptedException {
    long end = time.deadline(timeout);
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    conversation.reset(done, needed, whenDecided, end);
    waits.await(done, "reset", timeout);
  }

  /** Whether {@link #close} was called. */
  public boolean closed() {
    return conversation.closed();
  }

  /** wifi_state of the newest packet, 0 to 15; -1 before the first. */
  public int state() {
    return incoming.state();
  }

  /** What the link has done. */
  public LinkCounters linkCounters() {
    return linkCounters;
  }

  /** Reply packets that answered no command, or came after its deadline, and were dropped. */
  public long strayReplies() {
    return incoming.strayReplies();
  }

  /** How often the conversation had to be put back in step. */
  public long recoveries() {
    return conversation.recoveries();
  }

  /**
   * Ends the conversation and closes the bus. Commands that wait fail with {@link
   * SpwfException.LinkLost}. May be called from any thread, more than once.
   */
  @Override
  public void close() {
    boolean interrupted = false;
    try {
      conversation.close(GRACE);
    } catch (InterruptedException ignored) {
      interrupted = true;
    }
    bus.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits for what {@link #submit} has begun.
   *
   * @param what the command, for the message of a time-out
   * @param timeout that of the command; a recovery that has to go before it comes on top
   * @throws InterruptedException when the caller was interrupted, unless the result was there
   */
  public <T> T await(CompletableFuture<T> result, String what, Duration timeout)
      throws InterruptedException {
    return waits.await(result, what, timeout.plus(ladder.bound()));
  }
}
