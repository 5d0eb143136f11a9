package io.github.spwf04.internal;

import io.github.spwf04.command.CallOptions;
import io.github.spwf04.command.ModuleCalls;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.Event.WindEvent;
import io.github.spwf04.event.EventSubscription;
import io.github.spwf04.recovery.Ladder;
import io.github.spwf04.session.Session;
import io.github.spwf04.time.Time;
import io.github.spwf04.transport.SpiBus;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A conversation with a module, with those who hear of it and what is kept at the module. */
public final class Connection implements AutoCloseable {
  final Session session;
  final EventHub hub;
  final Sleep sleep;
  final KeptState kept = new KeptState();
  private final BootUnderWay bootUnderWay;
  final Time time;
  final ByteBufAllocator allocator;

  /** How long a recovery takes at most that has to go before a command. */
  final Duration recoveryBound;

  /** Those that the connection was opened with. */
  final CallOptions options;

  /**
   * @param bus the bus, owned from here on
   * @param ladder how to get back in step
   */
  public Connection(
      SpiBus bus, ByteBufAllocator allocator, Time time, Ladder ladder, CallOptions options) {
    this.hub = new EventHub(time);
    this.sleep = kept.keep(Sleep.class, () -> new Sleep(time));
    this.time = time;
    this.allocator = allocator;
    this.recoveryBound = ladder.bound();
    this.options = options;
    this.bootUnderWay = new BootUnderWay(time);
    this.session =
        new Session(bus, allocator, new Dispatcher(kept, bootUnderWay, hub, time), time, ladder);
  }

  /** Calls with the deadlines that it was opened with. */
  public ModuleCalls calls() {
    return new SessionCalls(this, options);
  }

  /** The conversation begins; whoever keeps state is there by now. */
  public void start() {
    session.start();
  }

  /** The conversation itself. */
  public Session session() {
    return session;
  }

  /**
   * Resets the module by its line, unless it is booting already, and waits until it takes commands.
   *
   * @param timeout bound of the whole
   * @return the WINDs of the boot up to WIND 0, in order
   * @throws SpwfException.TimedOut when WIND 0 does not come
   */
  public List<WindEvent> boot(Duration timeout) throws InterruptedException {
    long end = time.deadline(timeout);
    try (EventSubscription events = hub.subscribe(options.eventCapacity())) {
      while (true) {
        AtomicReference<BootUnderWay.@Nullable Begun> begun = new AtomicReference<>();
        // A WIND 0 of the boot before must not pass for that of this one.
        session.reset(time.until(end), () -> resetNeeded(begun), events::clear);
        BootUnderWay.Begun there = begun.get();
        if (there == null) {
          return Boot.await(time, events, time.until(end));
        }
        List<WindEvent> boot = new ArrayList<>(there.winds());
        if (Boot.await(boot, time, events, there.end() - end < 0 ? there.end() : end)) {
          return boot;
        }
        if (!time.until(end).isPositive()) {
          throw Boot.missing(timeout, boot);
        }
        // It has come to a halt: the reset line helps.
      }
    }
  }

  /** Runs on the owner thread, behind every packet that has come before. */
  private boolean resetNeeded(AtomicReference<BootUnderWay.@Nullable Begun> begun) {
    begun.set(bootUnderWay.begun());
    if (begun.get() != null) {
      return false;
    }
    bootUnderWay.forget();
    return true;
  }

  /** How many entries queues have dropped. */
  public long droppedEvents() {
    return hub.dropped();
  }

  /** Ends everything and closes the bus. From any thread, more than once. */
  @Override
  public void close() {
    session.close();
    kept.lost("the connection to the module is closed");
    hub.close();
  }
}
