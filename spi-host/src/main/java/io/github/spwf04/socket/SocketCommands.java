package io.github.spwf04.socket;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Line;
import io.github.spwf04.command.ModuleCalls;
import io.github.spwf04.command.Reply;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.internal.Lease;
import java.util.List;
import java.util.SequencedMap;

/** Socket clients (manual 6.38 to 6.43). The module has eight. */
public final class SocketCommands {
  private final ModuleCalls calls;
  private final OpenSockets open;

  /** These commands over the calls of a connection. */
  public SocketCommands(ModuleCalls calls) {
    this.calls = calls;
    this.open = calls.keep(OpenSockets.class, OpenSockets::new);
  }

  /**
   * Opens a socket client (6.38).
   *
   * @param host a name the module resolves, or an address; of a TLS socket it is also the name that
   *     the server's certificate must carry
   * @param port 0 to 65535
   * @throws SpwfException.Rejected with error 44 while the module has no address, 65 when the name
   *     does not resolve, 74 when the peer cannot be reached, 75 when all eight are in use
   */
  public SpwfSocket open(String host, int port, SocketKind kind) throws InterruptedException {
    return open(host, port, kind, kind.letter());
  }

  /**
   * Opens a TLS socket to a server whose certificate carries another name than the host (6.38, the
   * parameter kind).
   *
   * @param host a name the module resolves, or an address
   * @param port 0 to 65535
   * @param serverName the name that the server's certificate must carry
   * @throws SpwfException.InvalidInput when the name is t, u or s, which name kinds
   * @throws SpwfException.Rejected as {@link #open(String, int, SocketKind)}
   */
  public SpwfSocket openTls(String host, int port, String serverName) throws InterruptedException {
    for (SocketKind kind : SocketKind.values()) {
      if (kind.letter().equalsIgnoreCase(serverName)) {
        throw new SpwfException.InvalidInput(
            "the server name " + serverName + " would be taken for the kind " + kind);
      }
    }
    return open(host, port, SocketKind.TLS, serverName);
  }

  private SpwfSocket open(String host, int port, SocketKind kind, String letterOrName)
      throws InterruptedException {
    return calls.call(
        Command.SOCKON,
        calls.options().connectTimeout(),
        reply -> open.opened(reply, kind, port),
        host,
        port,
        null,
        letterOrName);
  }

  /** The sockets as the module sees them (6.43). */
  public List<SocketInfo> list() throws InterruptedException {
    return calls.call(Command.SOCKL, calls.options().commandTimeout(), SocketCommands::sockets);
  }

  /**
   * Closes the sockets that are open at the module and held by nobody here: left over from a
   * program before, or from a close that did not come to its end. What they had received is
   * dropped.
   *
   * @return what was closed
   * @throws SpwfException.Rejected with error 77 when a peer streams so fast that the module never
   *     lets go
   */
  public List<SocketInfo> closeLeaked() throws InterruptedException {
    SequencedMap<SocketInfo, Lease> leaked =
        calls.call(
            Command.SOCKL, calls.options().commandTimeout(), reply -> open.adopt(sockets(reply)));
    Wire.closeAll(leaked.values().stream().map(lease -> Wire.client(calls, lease)).toList());
    return List.copyOf(leaked.keySet());
  }

  private static List<SocketInfo> sockets(Reply reply) {
    return reply.all(Line.SOCKET).stream().map(SocketInfo::ofClient).toList();
  }
}
