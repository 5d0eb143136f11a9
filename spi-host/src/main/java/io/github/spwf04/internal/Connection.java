package io.github.spwf04.internal;

import io.github.spwf04.command.CallOptions;
import io.github.spwf04.command.ModuleCalls;
import io.github.spwf04.recovery.Ladder;
import io.github.spwf04.session.Session;
import io.github.spwf04.time.Time;
import io.github.spwf04.transport.SpiBus;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;

/** A conversation with a module, with those who hear of it and what is kept at the module. */
public final class Connection implements AutoCloseable {
  final Session session;
  final EventHub hub;
  final Sleep sleep;
  final KeptState kept = new KeptState();
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
    this.session = new Session(bus, allocator, new Dispatcher(kept, hub, time), time, ladder);
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
