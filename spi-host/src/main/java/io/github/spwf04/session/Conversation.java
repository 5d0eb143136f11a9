package io.github.spwf04.session;

import io.github.spwf04.error.SpwfException;
import io.github.spwf04.link.DataPhase;
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
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the owner thread of a session does: one command after another, and between them what the
 * module says. The methods of other threads stand first.
 */
final class Conversation {
  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

  /** Wait of an idle owner thread; work and close end it early. */
  private static final Duration IDLE = Duration.ofSeconds(60);

  /** Pause after the bus failed, or the IRQ line stayed low with nothing behind it. */
  private static final Duration TROUBLE = Duration.ofMillis(100);

  /**
   * How long a wait for the IRQ line is relied on at first; then twice as long each time. A bus
   * that misses an edge so costs no more than as long again as the module took.
   */
  private static final Duration FIRST_LOOK = Duration.ofMillis(10);

  /** While a command is in flight no longer: those that wait for it have deadlines. */
  private static final Duration LOOK = Duration.ofMillis(100);

  private static final Duration IDLE_LOOK = Duration.ofSeconds(1);

  /** What firmware that needs a moment between header and data is given (field-facts B.2). */
  private static final Duration HEADER_TO_DATA = Duration.ofMillis(2);

  private final SpiBus bus;
  private final Link link;
  private final LinkCounters counters;
  private final SessionListener listener;
  private final Incoming incoming;
  private final Time time;
  private final Ladder ladder;
  private final Recovery recovery;
  private final OwnerThread owner;

  /** Commands that wait for their turn. */
  private final Queue<Exchange<?>> waiting = new ConcurrentLinkedQueue<>();

  private volatile long recoveries;

  /** The command that the module is at, or null. */
  private @Nullable Flight flight;

  /** What was in flight when the conversation fell out of step, or null while it is in step. */
  private @Nullable String outOfStep;

  Conversation(
      SpiBus bus,
      ByteBufAllocator allocator,
      LinkCounters counters,
      SessionListener listener,
      Incoming incoming,
      Time time,
      Ladder ladder) {
    this.bus = bus;
    this.counters = counters;
    this.listener = listener;
    this.incoming = incoming;
    this.time = time;
    this.ladder = ladder;
    this.link = new Link(bus, allocator, counters);
    this.recovery =
        new Recovery(
            link,
            allocator,
            listener,
            time,
            ladder,
            timeout -> awaitPending(Waiting.FOR_MODULE, timeout),
            incoming);
    this.owner = new OwnerThread("spwf04 " + bus.info().name(), time, this::idle, this::end);
  }

  void start() {
    owner.start();
  }

  boolean closed() {
    return owner.closed();
  }

  void close(Duration grace) throws InterruptedException {
    owner.close(grace, bus::close);
  }

  long recoveries() {
    return recoveries;
  }

  /** Gives it a command to do in its turn. */
  <T> CompletableFuture<T> hand(Exchange<T> exchange) {
    waiting.add(exchange);
    owner.hand(() -> perform(exchange));
    return exchange.result;
  }

  /**
   * Pulls the reset line, in its turn, if that is needed behind what waits on the line; what was in
   * flight or out of step is forgotten.
   *
   * @param end until when what waits on the line is read
   */
  void reset(
      CompletableFuture<Boolean> done, BooleanSupplier needed, Runnable whenDecided, long end) {
    owner.hand(
        () -> {
          try {
            checkOpen();
            if (flight == null && outOfStep == null) {
              incoming.takeWaiting(link, () -> time.until(end).isPositive());
            }
            if (needed.getAsBoolean()) {
              link.reset();
              incoming.resetting();
              settled();
            }
            whenDecided.run();
            done.complete(true);
          } catch (IOException | InterruptedException e) {
            done.completeExceptionally(new SpwfException.LinkLost("reset line: " + e, e));
          } catch (RuntimeException e) {
            done.completeExceptionally(e);
          }
        });
  }

  // ---- from here on: owner thread ----

  private void end() {
    settled();
    link.close();
    bus.close();
  }

  /** Nothing is in flight any more, and both are in step. */
  private void settled() {
    Flight last = flight;
    flight = null;
    outOfStep = null;
    if (last != null) {
      last.release();
    }
  }

  private void idle() {
    Flight busy = flight;
    try {
      if (outOfStep == null && busy != null) {
        follow(busy, Waiting.FOR_WORK, IDLE);
      } else if (busy != null && busy.phase != null && busy.phase.open()) {
        // What is clocked may be taken for data: the next command brings it to an end.
        owner.awaitWork(IDLE);
      } else if (awaitPending(Waiting.FOR_WORK, IDLE)) {
        ByteBuf packet = link.read();
        if (packet != null) {
          incoming.stray(packet);
        } else if (link.pending()) {
          LOG.debug("the IRQ line is low and no packet comes");
          owner.awaitWork(TROUBLE);
        }
      }
    } catch (InterruptedException ignored) {
      // Work has come, or the end.
    } catch (IOException | RuntimeException e) {
      if (!owner.closed()) {
        LOG.warn("bus {} failed", bus.info().name(), e);
        outOfStep = busy == null ? "nothing" : busy.name();
        listener.linkFailed(e);
        owner.awaitWork(TROUBLE);
      }
    }
  }

  private <T> void perform(Exchange<T> exchange) {
    waiting.remove(exchange);
    Flight own = new Flight(exchange);
    CommandEvent event = CommandEvent.start();
    try {
      if (exchange.result.isDone()) {
        return;
      }
      checkOpen();
      settle(exchange);
      exchange.guard.check();
      send(own);
      while (!advance(own, Waiting.FOR_MODULE, remaining(exchange))) {
        if (!remaining(exchange).isPositive()) {
          throw own.timedOut(time);
        }
      }
      own.record(event, "OK");
      exchange.complete(own.reply);
    } catch (SpwfException e) {
      own.record(event, e.getClass().getSimpleName());
      fail(exchange, e);
    } catch (IOException | InterruptedException e) {
      own.record(event, e.getClass().getSimpleName());
      if (outOfStep == null) {
        outOfStep = own.name();
      }
      String why = owner.closed() ? "closed" : String.valueOf(e);
      if (exchange.result.isDone() && !owner.closed()) {
        // The caller has gone, and somebody has to hear of it.
        listener.linkFailed(e);
      }
      fail(exchange, new SpwfException.LinkLost(own.name() + ": " + why, e));
    } catch (RuntimeException e) {
      outOfStep = own.name();
      exchange.fail(e);
    } finally {
      if (flight != own) {
        own.release();
      }
    }
  }

  private static void fail(Exchange<?> exchange, SpwfException cause) {
    if (exchange.sent && !(cause instanceof SpwfException.Rejected)) {
      exchange.guard.endUnknown(cause);
    }
    exchange.fail(cause);
  }

  /**
   * Brings what another command has left to its end: waits until the module has answered it, as
   * long as the next one has time, or puts the two in step again.
   */
  private void settle(Exchange<?> next) throws IOException, InterruptedException {
    while (flight instanceof Flight busy && outOfStep == null) {
      Duration patience = time.until(busy.lostNanos(ladder.silence()));
      Duration left = remaining(next);
      if (!patience.isPositive()) {
        outOfStep = busy.name();
      } else if (next.bounds.failFast()) {
        throw new SpwfException.Busy(next.command.atName() + ": " + busy.stillAt(time));
      } else if (!left.isPositive()) {
        throw notSent(next, busy);
      } else {
        try {
          follow(busy, Waiting.FOR_MODULE, left.compareTo(patience) < 0 ? left : patience);
        } catch (IOException e) {
          LOG.info("the bus failed behind {}", busy.name(), e);
          outOfStep = busy.name();
        }
      }
    }
    if (outOfStep instanceof String lost) {
      long start = time.nanoTime();
      recoveries++;
      recovery.climb(lost, flight);
      settled();
      next.prolong(time.nanoTime() - start);
    }
  }

  /** Goes on with a command whose caller has given up. */
  private void follow(Flight busy, Waiting what, Duration atMost)
      throws IOException, InterruptedException {
    try {
      if (advance(busy, what, atMost)) {
        busy.exchange.complete(busy.reply);
      }
    } catch (SpwfException e) {
      LOG.debug("{} ended behind its deadline: {}", busy.name(), e.getMessage());
    } finally {
      if (flight != busy) {
        busy.release();
      }
    }
  }

  /**
   * Takes one packet of the module, or sends the data.
   *
   * @return whether it ended the reply well
   * @throws SpwfException when it ended otherwise
   */
  private boolean advance(Flight own, Waiting what, Duration atMost)
      throws IOException, InterruptedException {
    if (!awaitPending(what, atMost)) {
      return false;
    }
    ByteBuf packet = read(own.phase);
    if (packet == null) {
      return false;
    }
    boolean over = true;
    try {
      switch (incoming.take(packet, own.exchange, own.reply)) {
        case END -> {
          return true;
        }
        case RESTARTED -> {
          outOfStep = own.name();
          throw new SpwfException.LinkLost(
              own.name() + ": the module was reset or restarted before it answered", null);
        }
        case REPLY -> own.heardNanos = time.nanoTime();
        case EVENT -> {}
      }
      over = false;
      return false;
    } finally {
      if (over) {
        flight = null;
      }
    }
  }

  private @Nullable ByteBuf read(@Nullable DataPhase phase)
      throws IOException, InterruptedException {
    if (phase == null) {
      return link.read();
    }
    if (phase.due() && incoming.slowHeader()) {
      owner.pause(HEADER_TO_DATA);
    }
    return link.read(phase);
  }

  /** Sends the command packet, after whatever the module has to say first. */
  private void send(Flight own) throws IOException, InterruptedException {
    Exchange<?> exchange = own.exchange;
    while (true) {
      if (!remaining(exchange).isPositive()) {
        throw notSent(exchange, null);
      }
      if (link.pending()) {
        ByteBuf packet = link.read();
        if (packet != null) {
          incoming.stray(packet);
          continue;
        }
        if (own.phase != null && link.pending()) {
          throw new SpwfException.LinkLost(
              own.name()
                  + ": not sent, for the IRQ line stays low with no packet behind it, and its fall"
                  + " is to ask for the data; check the line, then reset the module",
              null);
        }
      }
      if (write(own)) {
        return;
      }
    }
  }

  private boolean write(Flight own) throws IOException {
    own.heardNanos = time.nanoTime();
    // A bus that fails within the transfer leaves it open how much has gone.
    flight = own;
    own.exchange.sent = true;
    boolean sent = link.write(own.exchange.packet);
    if (!sent) {
      flight = null;
      own.exchange.sent = false;
    }
    return sent;
  }

  private SpwfException notSent(Exchange<?> exchange, @Nullable Flight busy) {
    return new SpwfException.TimedOut(
        exchange.command.atName()
            + ": could not be sent in time; nothing was sent"
            + (busy == null ? "" : "; " + busy.stillAt(time)));
  }

  private Duration remaining(Exchange<?> exchange) {
    return time.until(exchange.untilNanos());
  }

  /**
   * Waits for the IRQ line. Its level is what counts: a bus may miss an edge, or wake for none.
   *
   * @return whether the module has something to say, or wants data
   */
  private boolean awaitPending(Waiting what, Duration timeout)
      throws IOException, InterruptedException {
    long end = time.deadline(timeout);
    Duration longest = what == Waiting.FOR_WORK ? IDLE_LOOK : LOOK;
    Duration look = FIRST_LOOK;
    while (!link.pending()) {
      Duration left = time.until(end);
      if (!left.isPositive()) {
        return false;
      }
      Duration step = left.compareTo(look) < 0 ? left : look;
      boolean woken = owner.await(what, () -> link.awaitPending(step));
      if (link.pending()) {
        counters.countMissed(!woken);
        return true;
      }
      counters.countFalse(woken);
      look = look.multipliedBy(2).compareTo(longest) < 0 ? look.multipliedBy(2) : longest;
      expire();
    }
    return true;
  }

  /** Tells those that wait for their turn, and whose time is over. */
  private void expire() {
    for (Exchange<?> next : waiting) {
      if (!remaining(next).isPositive()) {
        fail(next, notSent(next, flight));
      }
    }
  }

  private void checkOpen() {
    if (owner.closed()) {
      throw new SpwfException.LinkLost("the connection to the module is closed", null);
    }
  }
}
