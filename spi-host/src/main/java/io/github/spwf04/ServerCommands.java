package io.github.spwf04;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.codec.SpwfException;
import io.github.spwf04.event.Indication;
import io.github.spwf04.event.SocketEvent.ClientConnected;
import io.github.spwf04.event.SocketEvent.ClientGone;
import io.github.spwf04.event.SocketEvent.PendingData;
import io.github.spwf04.session.Guard;
import io.github.spwf04.session.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Socket servers (manual 6.44 to 6.49). The module has two, of eight clients each. */
public final class ServerCommands {
  static final int SERVERS = 2;
  static final int CLIENTS = 8;

  private final Spwf04 spwf;
  private final LeaseTable leases;

  /** The servers of the leases. Set on the owner thread, in step with the WINDs. */
  private final AtomicReferenceArray<@Nullable SocketServer> servers;

  ServerCommands(Spwf04 spwf) {
    this(spwf, new LeaseTable(SERVERS, spwf.options().time()), new AtomicReferenceArray<>(SERVERS));
  }

  private ServerCommands(
      Spwf04 spwf, LeaseTable leases, AtomicReferenceArray<@Nullable SocketServer> servers) {
    this.spwf = spwf;
    this.leases = leases;
    this.servers = servers;
  }

  /** The same servers, reached by a view of the module. */
  ServerCommands of(Spwf04 view) {
    return new ServerCommands(view, leases, servers);
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
    return spwf.call(Command.SOCKDL, spwf.options().commandTimeout(), ServerCommands::clients);
  }

  /**
   * The clients of one server as the module sees them (6.49).
   *
   * @param server 0 or 1
   */
  public List<SocketInfo> list(int server) throws InterruptedException {
    return spwf.call(
        Command.SOCKDL, spwf.options().commandTimeout(), ServerCommands::clients, server);
  }

  /**
   * Closes the servers that are open at the module and held by nobody here, with their clients, and
   * the clients of the other servers that nobody can hold because their WIND 61 never came.
   *
   * @return the clients that were closed; a server may have had none
   * @throws SpwfException.Rejected with error 77 when a peer streams so fast that the module never
   *     lets go
   */
  public List<SocketInfo> closeLeaked() throws InterruptedException {
    List<Wire> found = new ArrayList<>();
    List<SocketInfo> leaked =
        spwf.call(
            Command.SOCKDL,
            spwf.options().commandTimeout(),
            reply -> {
              List<SocketInfo> unheld = new ArrayList<>(clients(reply));
              unheld.removeIf(client -> held(client, found));
              return unheld;
            });
    Wire.closeAll(found);
    for (int id = 0; id < SERVERS; id++) {
      int server = id;
      if (leases.holder(server) == null) {
        close(
            server,
            () -> {
              if (leases.holder(server) != null) {
                throw new SpwfException.LinkLost("server " + server + " is new", null);
              }
            });
      }
    }
    return leaked;
  }

  /** Runs on the owner thread; a client that its server does not know is leased to be closed. */
  private boolean held(SocketInfo client, List<Wire> found) {
    SocketServer server =
        client.server() >= 0 && client.server() < SERVERS ? servers.get(client.server()) : null;
    if (server == null) {
      return false;
    }
    if (client.id() >= CLIENTS || server.clients().holder(client.id()) != null) {
      return true;
    }
    Lease lease = server.clients().grant(client.id(), "leaked " + client, false);
    found.add(Wire.serverClient(spwf, client.server(), lease));
    return false;
  }

  /**
   * Closes a server, and does nothing when there is none. The module refuses while bytes of a
   * client wait (error 77), so they are read and dropped.
   *
   * @param guard asked on the owner thread before each command
   */
  void close(int server, Guard guard) throws InterruptedException {
    long end = spwf.options().time().deadline(spwf.options().commandTimeout());
    while (true) {
      try {
        command(guard, Command.SOCKDC, server);
        return;
      } catch (SpwfException.Rejected e) {
        if (e.error().id() == SocketErrors.ILLEGAL_ID) {
          return;
        }
        if (e.error().id() != SocketErrors.PENDING_DATA
            || spwf.options().time().until(end).isNegative()) {
          throw e;
        }
        for (SocketInfo client : list()) {
          if (client.server() == server && client.pending() > 0) {
            command(guard, Command.SOCKDR, server, client.id());
          }
        }
      }
    }
  }

  private void command(Guard guard, Command command, Object... arguments)
      throws InterruptedException {
    spwf.call(
        guard,
        command,
        Spwf04.arguments(arguments),
        null,
        spwf.options().commandTimeout(),
        Reply::dataBytes);
  }

  private static List<SocketInfo> clients(Reply reply) {
    return reply.all("List").stream().map(SocketInfo::ofServerClient).toList();
  }

  /** Runs on the owner thread, before any later WIND is looked at. */
  private SocketServer opened(Reply reply, ServerKind kind, int port) {
    int id = (int) reply.only("On").number("id");
    if (id < 0 || id >= SERVERS) {
      throw new SpwfException.MalformedPacket("server id " + id + ", 0 and 1 are possible");
    }
    Lease lease = leases.grant(id, kind + " server " + id + " on port " + port, false);
    SocketServer server = new SocketServer(spwf.root(), kind, port, lease);
    SocketServer old = servers.getAndSet(id, server);
    if (old != null) {
      old.lose("its id was given to another socket");
    }
    return server;
  }

  /** Runs on the owner thread. */
  void wind(Indication indication) {
    switch (indication) {
      case ClientConnected event -> {
        if (server(event.server()) instanceof SocketServer server) {
          server.connected(event);
        }
      }
      case ClientGone event -> {
        if (client(event.server(), event.client()) instanceof Lease client) {
          client.peerGone();
        }
      }
      case PendingData event -> {
        if (client(event.server(), event.client()) instanceof Lease client) {
          client.arrived(Lease.Arrival.of(event.bytes()));
        }
      }
      default -> {}
    }
  }

  void released(SocketServer server) {
    servers.compareAndSet(server.id(), server, null);
  }

  void lose(String why) {
    leases.lose(why);
    for (int id = 0; id < SERVERS; id++) {
      SocketServer server = servers.getAndSet(id, null);
      if (server != null) {
        server.lose(why);
      }
    }
  }

  private @Nullable SocketServer server(int id) {
    return id >= 0 && id < SERVERS ? servers.get(id) : null;
  }

  private @Nullable Lease client(int id, int client) {
    SocketServer server = server(id);
    return server == null ? null : server.clients().holder(client);
  }
}
