package io.github.spwf04.socket;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Line;
import io.github.spwf04.command.Arguments;
import io.github.spwf04.command.ModuleCalls;
import io.github.spwf04.command.Reply;
import io.github.spwf04.internal.Lease;
import java.util.List;
import java.util.SequencedMap;

/**
 * Web sockets (manual 6.61 to 6.66). The module has two, one while it is connected to an MQTT
 * broker, and no two to the same server.
 */
public final class WebSocketCommands {
  private final ModuleCalls calls;
  private final OpenWebSockets open;

  /** These commands over the calls of a connection. */
  public WebSocketCommands(ModuleCalls calls) {
    this.calls = calls;
    this.open = calls.keep(OpenWebSockets.class, OpenWebSockets::new);
  }

  /**
   * Opens a web socket (6.61).
   *
   * @throws io.github.spwf04.error.SpwfException.Rejected with error 44 while the module has no
   *     address, or with the error of the connection; its failure lines tell those of Tables 11 and
   *     13
   */
  public WebSocket open(WebSocketOptions options) throws InterruptedException {
    return calls.call(
        Command.WSOCKON,
        calls.options().connectTimeout(),
        reply -> open.opened(reply, options),
        Arguments.trimmed(
            options.host(),
            options.port() == WebSocketOptions.DEFAULT_PORT ? null : options.port(),
            options.path(),
            options.tls().parameter(),
            options.username(),
            options.password(),
            options.origin(),
            options.protocols(),
            options.extensions()));
  }

  /** The web sockets as the module sees them (6.66). */
  public List<WebSocketInfo> list() throws InterruptedException {
    return calls.call(
        Command.WSOCKL, calls.options().commandTimeout(), WebSocketCommands::webSockets);
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
        calls.call(
            Command.WSOCKL,
            calls.options().commandTimeout(),
            reply -> open.adopt(webSockets(reply)));
    Wire.closeAll(leaked.values().stream().map(lease -> Wire.webSocket(calls, lease)).toList());
    return List.copyOf(leaked.keySet());
  }

  private static List<WebSocketInfo> webSockets(Reply reply) {
    return reply.all(Line.WEB_SOCKET).stream().map(WebSocketInfo::of).toList();
  }
}
