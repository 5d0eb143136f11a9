package io.github.spwf04;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.codec.SpwfException;
import io.github.spwf04.event.Indication;
import io.github.spwf04.event.SocketEvent.PendingData;
import io.github.spwf04.event.SocketEvent.SocketClosed;
import io.github.spwf04.session.Reply;
import java.net.InetAddress;
import java.util.List;
import java.util.SequencedMap;

/** Socket clients (manual 6.38 to 6.43). The module has eight. */
public final class SocketCommands {
  /** The ids the module hands out are 0 to 7. */
  private static final int SOCKETS = 8;

  private final Spwf04 spwf;
  private final LeaseTable leases;

  SocketCommands(Spwf04 spwf) {
    this(spwf, new LeaseTable(SOCKETS, spwf.options().time()));
  }

  private SocketCommands(Spwf04 spwf, LeaseTable leases) {
    this.spwf = spwf;
    this.leases = leases;
  }

  /** The same sockets, reached by a view of the module. */
  SocketCommands of(Spwf04 view) {
    return new SocketCommands(view, leases);
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
    return spwf.call(
        Command.SOCKON,
        spwf.options().connectTimeout(),
        reply -> opened(reply, kind, port),
        host,
        port,
        null,
        letterOrName);
  }

  /** The sockets as the module sees them (6.43). */
  public List<SocketInfo> list() throws InterruptedException {
    return spwf.call(Command.SOCKL, spwf.options().commandTimeout(), SocketCommands::sockets);
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
        spwf.call(
            Command.SOCKL,
            spwf.options().commandTimeout(),
            reply -> leases.adopt(sockets(reply), SocketInfo::id));
    Wire.closeAll(leaked.values().stream().map(lease -> Wire.client(spwf, lease)).toList());
    return List.copyOf(leaked.keySet());
  }

  private static List<SocketInfo> sockets(Reply reply) {
    return reply.all("List").stream().map(SocketInfo::ofClient).toList();
  }

  /** Runs on the owner thread, before any later WIND is looked at. */
  private SpwfSocket opened(Reply reply, SocketKind kind, int port) {
    int id = (int) reply.only("On").number("id");
    if (id < 0 || id >= SOCKETS) {
      throw new SpwfException.MalformedPacket("socket id " + id + ", 0 to 7 are possible");
    }
    InetAddress address = InetAddress.ofLiteral(reply.only("On").text("ip"));
    Lease lease =
        leases.grant(
            id,
            kind + " socket " + id + " to " + address.getHostAddress() + " port " + port,
            kind == SocketKind.UDP);
    return new SpwfSocket(Wire.client(spwf.root(), lease), kind, address, port);
  }

  /** Runs on the owner thread. */
  void wind(Indication indication) {
    switch (indication) {
      case PendingData(int server, int client, long bytes, long _) when server < 0 -> {
        if (leases.holder(client) instanceof Lease lease) {
          lease.arrived(Lease.Arrival.of(bytes));
        }
      }
      case SocketClosed closed -> {
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
