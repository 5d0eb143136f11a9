package io.github.spwf04.internal;

import io.github.spwf04.catalog.EventKind;
import io.github.spwf04.catalog.WifiState;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.event.Event;
import io.github.spwf04.event.Event.WindEvent;
import io.github.spwf04.event.Indication;
import io.github.spwf04.event.SystemEvent;
import io.github.spwf04.recovery.Rung;
import io.github.spwf04.session.SessionListener;
import io.github.spwf04.time.Time;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** Brings what the session hears first to those who hold something at the module, then to all. */
final class Dispatcher implements SessionListener {
  private final KeptState kept;
  private final BootUnderWay boot;
  private final EventHub events;
  private final Time time;

  Dispatcher(KeptState kept, BootUnderWay boot, EventHub events, Time time) {
    this.kept = kept;
    this.boot = boot;
    this.events = events;
    this.time = time;
  }

  @Override
  public void event(int kind, int state, int indication, ByteBuf payload) {
    if (kind == EventKind.WIND.number()) {
      ByteBuf variables = Unpooled.wrappedBuffer(ByteBufUtil.getBytes(payload));
      WindEvent wind = new WindEvent(time.instant(), indication, state, variables);
      Indication said = wind.indication();
      if (said == SystemEvent.Notice.CONSOLE_ACTIVE) {
        kept.lost("the module was reset");
      }
      kept.heard(said);
      boot.heard(wind);
      events.publish(wind);
    } else {
      ModuleError error = ModuleError.of(ModuleError.Table.COMMAND, indication);
      events.publish(new Event.CriticalError(time.instant(), error, state));
    }
  }

  @Override
  public void state(int before, int now) {
    events.publish(
        new Event.StateChanged(
            time.instant(), WifiState.byNumber(before), WifiState.byNumber(now)));
  }

  @Override
  public void recovery(Rung rung, String command, boolean inStep) {
    if (rung != Rung.PROBE && !inStep) {
      // Whatever becomes of the reset: what was open cannot be relied on.
      kept.lost("the module had to be reset, for " + command + " got no whole reply");
    }
    events.publish(new Event.Recovery(time.instant(), rung, command, inStep));
  }

  @Override
  public void linkFailed(Exception cause) {
    events.publish(new Event.BusFailed(time.instant(), cause));
  }
}
