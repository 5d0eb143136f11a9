package io.github.spwf04.session;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.command.Guard;
import io.github.spwf04.command.Reply;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.link.Link;
import io.github.spwf04.link.LinkCounters;
import io.github.spwf04.recovery.Ladder;
import io.github.spwf04.session.OwnerThread.Waiting;
import io.github.spwf04.time.Time;
import io.github.spwf04.transport.SpiBus;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One conversation with one module. The protocol has no transaction ids, so one command is in
 * flight at a time and every packet of kind 3 up to the final one answers it; events may come at
 * any moment, also between a command and its data and inside a reply, and take their own path.
 * After a time-out a late reply would answer the next command, so a time-out always ends in a
 * resync.
 *
 * <p>A thread of its own owns the bus. It reads top to bottom: one loop, one command after another.
 * Any thread may call the public methods.
 */
public final class Session implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  /** What a caller waits beyond its deadline for the owner thread to tell it so. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /** Wait of an idle owner thread; work and close end it early. */
  private static final Duration IDLE = Duration.ofSeconds(60);

  /** Pause after the bus failed, or the IRQ line stayed low with nothing behind it. */
  private static final Duration TROUBLE = Duration.ofMillis(100);

  private final SpiBus bus;
  private final Link link;
  private final LinkCounters linkCounters = new LinkCounters();
  private final ByteBufAllocator allocator;
  private final SessionListener listener;
  private final Incoming incoming;
  private final Time time;
  private final Ladder ladder;
  private final Recovery recovery;
  private final OwnerThread owner;
  private final FutureWait waits;

  private volatile long recoveries;

  /** What was in flight when the conversation fell out of step, or null while it is in step. */
  private @Nullable String outOfStep;

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
    this.allocator = allocator;
    this.listener = listener;
    this.incoming = new Incoming(listener);
    this.time = time;
    this.waits = new FutureWait(time, GRACE);
    this.ladder = ladder;
    this.link = new Link(bus, allocator, linkCounters);
    this.recovery =
        new Recovery(
            link,
            allocator,
            listener,
            time,
            ladder,
            timeout -> awaitPending(Waiting.FOR_MODULE, timeout),
            incoming::stray);
    this.owner = new OwnerThread("spwf04 " + bus.info().name(), time, this::idle, this::end);
  }

  /**
   * Starts the thread that owns the bus. Commands that were submitted before wait for it, and the
   * listener hears nothing before.
   */
  public void start() {
    owner.start();
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
   * @throws SpwfException.TimedOut when the reply is not complete in time
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
    return submit(Guard.NONE, command, packet, data, timeout, decoder);
  }

  /** As {@link #call}, without waiting, and only when a guard lets it. */
  public <T> CompletableFuture<T> submit(
      Guard guard,
      Command command,
      ByteBuf packet,
      @Nullable ByteBuf data,
      Duration timeout,
      Function<Reply, T> decoder) {
    long now = time.nanoTime();
    Exchange<T> exchange =
        new Exchange<>(guard, command, packet, data, now, time.deadline(timeout), decoder);
    owner.hand(() -> perform(exchange));
    return exchange.result;
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
      Duration timeout,
      Consumer<ByteBuf> onLine,
      Function<Reply, T> decoder) {
    long now = time.nanoTime();
    Exchange<T> exchange =
        new Exchange<>(Guard.NONE, command, packet, null, now, time.deadline(timeout), decoder);
    exchange.onLine = onLine;
    owner.hand(() -> perform(exchange));
    return exchange.result;
  }

  /**
   * Pulls the reset line low and releases it. The boot WINDs follow as events.
   *
   * @param whenReset runs on the owner thread between the last event before the reset and the first
   *     behind it
   */
  public void reset(Duration timeout, Runnable whenReset) throws InterruptedException {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    owner.hand(
        () -> {
          try {
            checkOpen();
            link.reset();
            outOfStep = null;
            whenReset.run();
            done.complete(true);
          } catch (IOException | InterruptedException e) {
            done.completeExceptionally(new SpwfException.LinkLost("reset line: " + e, e));
          } catch (RuntimeException e) {
            done.completeExceptionally(e);
          }
        });
    waits.await(done, "reset", timeout);
  }

  /** Whether {@link #close} was called. */
  public boolean closed() {
    return owner.closed();
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
    return recoveries;
  }

  /**
   * Ends the conversation and closes the bus. Commands that wait fail with {@link
   * SpwfException.LinkLost}. May be called from any thread, more than once.
   */
  @Override
  public void close() {
    boolean interrupted = false;
    try {
      owner.close(GRACE, bus::close);
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

  // ---- from here on: owner thread ----

  private void end() {
    link.close();
    bus.close();
  }

  private void idle() {
    try {
      if (!awaitPending(Waiting.FOR_WORK, IDLE)) {
        return;
      }
      ByteBuf packet = link.read();
      if (packet != null) {
        incoming.stray(packet);
      } else if (link.pending()) {
        LOG.debug("the IRQ line is low and no packet comes");
        owner.awaitWork(TROUBLE);
      }
    } catch (InterruptedException ignored) {
      // Work has come, or the end.
    } catch (IOException | RuntimeException e) {
      if (!owner.closed()) {
        LOG.warn("bus {} failed", bus.info().name(), e);
        outOfStep = "nothing";
        listener.linkFailed(e);
        owner.awaitWork(TROUBLE);
      }
    }
  }

  private <T> void perform(Exchange<T> exchange) {
    ReceivedReply reply = new ReceivedReply(exchange.command);
    CommandEvent event = CommandEvent.start();
    try {
      if (exchange.result.isDone()) {
        return;
      }
      checkOpen();
      if (outOfStep != null) {
        long start = time.nanoTime();
        recoveries++;
        recovery.climb(outOfStep);
        outOfStep = null;
        exchange.deadlineNanos += time.nanoTime() - start;
      }
      exchange.guard.check();
      exchange(exchange, reply);
      record(event, exchange, reply, "OK");
      exchange.complete(reply);
    } catch (SpwfException e) {
      record(event, exchange, reply, e.getClass().getSimpleName());
      fail(exchange, e);
    } catch (IOException | InterruptedException e) {
      record(event, exchange, reply, e.getClass().getSimpleName());
      outOfStep = exchange.command.atName();
      fail(
          exchange,
          new SpwfException.LinkLost(
              exchange.command.atName() + ": " + (owner.closed() ? "closed" : String.valueOf(e)),
              e));
    } catch (RuntimeException e) {
      outOfStep = exchange.command.atName();
      exchange.fail(e);
    } finally {
      reply.release();
      exchange.release();
    }
  }

  private static void fail(Exchange<?> exchange, SpwfException cause) {
    if (exchange.sent && !(cause instanceof SpwfException.Rejected)) {
      exchange.guard.endUnknown(cause);
    }
    exchange.fail(cause);
  }

  private static void record(
      @Nullable CommandEvent event, Exchange<?> exchange, ReceivedReply reply, String outcome) {
    if (event != null) {
      event.command = exchange.command.atName();
      event.bytesSent = exchange.size();
      event.dataReceived = reply.dataBytes();
      event.lines = reply.lines().size();
      event.outcome = outcome;
      event.commit();
    }
  }

  private void exchange(Exchange<?> exchange, ReceivedReply reply)
      throws IOException, InterruptedException {
    send(exchange);
    ByteBuf due = exchange.data;
    if (due != null && !due.isReadable()) {
      due = null;
    }
    while (true) {
      if (!awaitPending(Waiting.FOR_MODULE, remaining(exchange))) {
        throw timedOut(
            exchange, reply, due != null ? "waiting to send its data" : "waiting for the reply");
      }
      if (due != null && !link.holdsPacket() && link.writeData(due)) {
        due = null;
        continue;
      }
      ByteBuf packet = link.read();
      if (packet != null && incoming.take(packet, exchange, reply)) {
        return;
      }
      if (remaining(exchange).isNegative()) {
        throw timedOut(exchange, reply, "reading the reply");
      }
    }
  }

  /** Sends the command packet, after whatever the module has to say first. */
  private void send(Exchange<?> exchange) throws IOException, InterruptedException {
    while (true) {
      if (remaining(exchange).isNegative()) {
        throw new SpwfException.TimedOut(
            exchange.command.atName() + ": could not be sent in time; nothing was sent");
      }
      if (link.pending()) {
        ByteBuf packet = link.read();
        if (packet != null) {
          incoming.stray(packet);
          continue;
        }
      }
      if (write(exchange)) {
        return;
      }
    }
  }

  private boolean write(Exchange<?> exchange) throws IOException {
    boolean collided = false;
    try {
      collided = !link.write(exchange.packet);
      return !collided;
    } finally {
      // A bus that fails within the transfer leaves it open how much has gone.
      exchange.sent = !collided;
    }
  }

  private SpwfException timedOut(Exchange<?> exchange, ReceivedReply reply, String stage) {
    outOfStep = exchange.command.atName();
    long millis = (time.nanoTime() - exchange.startNanos) / 1_000_000;
    return new SpwfException.TimedOut(
        exchange.command.atName()
            + ": timed out after "
            + millis
            + " ms "
            + stage
            + "; sent "
            + exchange.packet.readableBytes()
            + " bytes, had come back "
            + reply.describe());
  }

  private Duration remaining(Exchange<?> exchange) {
    return time.until(exchange.deadlineNanos);
  }

  private boolean awaitPending(Waiting what, Duration timeout)
      throws IOException, InterruptedException {
    if (timeout.isNegative()) {
      return link.pending();
    }
    return owner.await(what, () -> link.awaitPending(timeout));
  }

  private void checkOpen() {
    if (owner.closed()) {
      throw new SpwfException.LinkLost("the connection to the module is closed", null);
    }
  }
}
