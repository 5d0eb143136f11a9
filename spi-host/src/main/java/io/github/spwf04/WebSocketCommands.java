package io.github.spwf04;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.codec.SpwfException;
import io.github.spwf04.event.Indication;
import io.github.spwf04.event.WebSocketEvent;
import io.github.spwf04.session.Reply;
import java.util.List;
import java.util.SequencedMap;

/**
 * Web sockets (manual 6.61 to 6.66). The module has two, one while it is connected to an MQTT
 * broker, and no two to the same server.
 */
public final class WebSocketCommands {
  private static final int WEB_SOCKETS = 2;

  private final Spwf04 spwf;
  private final LeaseTable leases;

  WebSocketCommands(Spwf04 spwf) {
    this(spwf, new LeaseTable(WEB_SOCKETS, spwf.options().time()));
  }

  private WebSocketCommands(Spwf04 spwf, LeaseTable leases) {
    this.spwf = spwf;
    this.leases = leases;
  }

  /** The same web sockets, reached by a view of the module. */
  WebSocketCommands of(Spwf04 view) {
    return new WebSocketCommands(view, leases);
  }

  /**
   * Opens a web socket (6.61).
   *
   * @throws SpwfException.Rejected with error 44 while the module has no address, or with the error
   *     of the connection; its failure lines tell those of Tables 11 and 13
   */
  public WebSocket open(WebSocketOptions options) throws InterruptedException {
    return spwf.call(
        Command.WSOCKON,
        spwf.options().connectTimeout(),
        reply -> opened(reply, options),
        options.host(),
        options.port() == WebSocketOptions.DEFAULT_PORT ? null : options.port(),
        options.path(),
        options.tls().number(),
        options.username(),
        options.password(),
        options.origin(),
        options.protocols(),
        options.extensions());
  }

  /** The web sockets as the module sees them (6.66). */
  public List<WebSocketInfo> list() throws InterruptedException {
    return spwf.call(
        Command.WSOCKL, spwf.options().commandTimeout(), WebSocketCommands::webSockets);
  }

  /**
   * Closes the web sockets that are open at the module and held by nobody here: left over from a
   * program before, or from a close that did not come to its end. What they had received is
   * dropped.
   *
   * @return what was closed
   */
  public List<WebSocketInfo> closeLeaked() throws InterruptedException {
    SequencedMap<WebSocketInfo, Lease> leaked =
        spwf.call(
            Command.WSOCKL,
            spwf.options().commandTimeout(),
            reply -> leases.adopt(webSockets(reply), WebSocketInfo::id));
    Wire.closeAll(leaked.values().stream().map(lease -> Wire.webSocket(spwf, lease)).toList());
    return List.copyOf(leaked.keySet());
  }

  private static List<WebSocketInfo> webSockets(Reply reply) {
    return reply.all("List").stream().map(WebSocketInfo::of).toList();
  }

  /** Runs on the owner thread, before any later WIND is looked at. */
  private WebSocket opened(Reply reply, WebSocketOptions options) {
    int id = (int) reply.only("On").number("id");
    if (id < 0 || id >= WEB_SOCKETS) {
      throw new SpwfException.MalformedPacket("web socket id " + id + ", 0 and 1 are possible");
    }
    Lease lease =
        leases.grant(id, "web socket " + id + " to " + options.host() + options.path(), true);
    return new WebSocket(Wire.webSocket(spwf.root(), lease));
  }

  /** Runs on the owner thread. */
  void wind(Indication indication) {
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

  void lose(String why) {
    leases.lose(why);
  }
}
