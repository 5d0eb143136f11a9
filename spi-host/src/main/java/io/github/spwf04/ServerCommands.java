package io.github.spwf04;

import io.github.spwf04.Event.WindEvent;
import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Fields;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.codec.SpwfException;
import io.github.spwf04.session.Reply;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Socket servers (manual 6.44 to 6.49). The module has two, of eight clients each. */
public final class ServerCommands {
  static final int SERVERS = 2;
  static final int CLIENTS = 8;

  private final Spwf04 spwf;

  /** Who holds a server id now. Set on the owner thread, in step with the WINDs. */
  private final AtomicReferenceArray<@Nullable SocketServer> holders;

  ServerCommands(Spwf04 spwf) {
    this(spwf, new AtomicReferenceArray<>(SERVERS));
  }

  private ServerCommands(Spwf04 spwf, AtomicReferenceArray<@Nullable SocketServer> holders) {
    this.spwf = spwf;
    this.holders = holders;
  }

  /** The same servers, reached by a view of the module. */
  ServerCommands of(Spwf04 view) {
    return new ServerCommands(view, holders);
  }

  /**
   * Opens a socket server (6.44).
   *
   * @param port 0 to 65535
   * @throws SpwfException.Rejected with error 73 when the port is in use, 75 when both servers are
   */
  public SocketServer open(int port, ServerKind kind) throws InterruptedException {
    return spwf.call(
        Command.SOCKDON,
        spwf.options().commandTimeout(),
        reply -> opened(reply, kind, port),
        port,
        kind.letter());
  }

  /** The clients of both servers as the module sees them (6.49). */
  public List<SocketInfo> list() throws InterruptedException {
    return spwf.call(
        Command.SOCKDL,
        spwf.options().commandTimeout(),
        reply -> reply.all("List").stream().map(SocketInfo::ofServerClient).toList());
  }

  /** Runs on the owner thread, before any later WIND is looked at. */
  private SocketServer opened(Reply reply, ServerKind kind, int port) {
    int id = (int) reply.only("On").number("id");
    if (id < 0 || id >= SERVERS) {
      throw new SpwfException.MalformedPacket("server id " + id + ", 0 and 1 are possible");
    }
    Lease lease = new Lease(kind + " server " + id + " on port " + port);
    SocketServer server = new SocketServer(spwf.root(), id, kind, lease);
    SocketServer old = holders.getAndSet(id, server);
    if (old != null) {
      old.lose("its id was given to another server");
    }
    return server;
  }

  /** Runs on the owner thread. */
  void wind(WindEvent wind) {
    if (wind.is(Wind.CONSOLE_ACTIVE)) {
      lose("the module was reset");
      return;
    }
    boolean connected = wind.is(Wind.INCOMING_SOCKET_CLIENT);
    boolean gone = wind.is(Wind.SOCKET_CLIENT_GONE);
    if (!connected && !gone && !wind.is(Wind.PENDING_DATA)) {
      return;
    }
    Fields fields = wind.fieldsOrNull();
    if (fields == null || !fields.bytes("server").isReadable()) {
      return;
    }
    long id = fields.number("server");
    long client = fields.number("client");
    SocketServer server = id >= 0 && id < SERVERS ? holders.get((int) id) : null;
    if (server != null && client >= 0 && client < CLIENTS) {
      if (connected) {
        server.connected((int) client, InetAddress.ofLiteral(fields.text("ip")));
      } else {
        server.wind((int) client, gone);
      }
    }
  }

  void released(SocketServer server) {
    holders.compareAndSet(server.id(), server, null);
  }

  void lose(String why) {
    for (int id = 0; id < SERVERS; id++) {
      SocketServer holder = holders.getAndSet(id, null);
      if (holder != null) {
        holder.lose(why);
      }
    }
  }
}
