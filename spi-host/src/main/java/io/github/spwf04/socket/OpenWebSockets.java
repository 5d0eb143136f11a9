package io.github.spwf04.socket;

import io.github.spwf04.catalog.Limits;
import io.github.spwf04.catalog.Line;
import io.github.spwf04.command.ModuleCalls;
import io.github.spwf04.command.ModuleListener;
import io.github.spwf04.command.Reply;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.Indication;
import io.github.spwf04.event.WebSocketEvent;
import io.github.spwf04.internal.Lease;
import io.github.spwf04.internal.LeaseTable;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;

/** The web sockets that are held here, in step with the module. */
final class OpenWebSockets implements ModuleListener {
  private static final int WEB_SOCKETS = Limits.WEB_SOCKETS;

  private final ModuleCalls calls;
  private final LeaseTable leases;
  private final Announcements announcements = new Announcements();

  /**
   * @param calls with the deadlines of the options: what is opened here outlives its opener
   */
  OpenWebSockets(ModuleCalls calls) {
    this.calls = calls;
    this.leases = new LeaseTable(WEB_SOCKETS, calls.time());
  }

  /** Leases those that are open at the module and held by nobody; owner thread. */
  SequencedMap<WebSocketInfo, Lease> adopt(List<WebSocketInfo> listed) {
    return leases.adopt(listed, WebSocketInfo::id);
  }

  /** Runs on the owner thread, before any later WIND is looked at. */
  WebSocket opened(Reply reply, WebSocketOptions options) {
    int id = (int) reply.only(Line.ON).number("id");
    if (id < 0 || id >= WEB_SOCKETS) {
      throw new SpwfException.MalformedPacket("web socket id " + id + ", 0 and 1 are possible");
    }
    Lease lease =
        leases.grant(
            id,
            "web socket "
                + id
                + " to "
                + options.host()
                + Objects.requireNonNullElse(options.path(), ""),
            true);
    return new WebSocket(Wire.webSocket(calls, lease), announcements);
  }

  @Override
  public void heard(Indication indication) {
    switch (indication) {
      case WebSocketEvent.DataReceived data -> {
        if (leases.holder(data.client()) instanceof Lease lease) {
          int bytes = (int) Math.min(data.bytes(), Integer.MAX_VALUE);
          lease.arrived(new Lease.Arrival(bytes, data.lastFrame(), data.lastFragment()));
        }
      }
      case WebSocketEvent.Closed closed -> {
        if (leases.holder(closed.client()) instanceof Lease lease) {
          lease.peerGone();
        }
      }
      default -> {}
    }
  }

  @Override
  public void lost(String why) {
    leases.lose(why);
  }
}
