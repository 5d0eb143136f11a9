package io.github.spwf04.socket;

import io.github.spwf04.catalog.Limits;
import io.github.spwf04.catalog.Line;
import io.github.spwf04.command.ModuleCalls;
import io.github.spwf04.command.ModuleListener;
import io.github.spwf04.command.Reply;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.Indication;
import io.github.spwf04.event.SocketEvent.ClientConnected;
import io.github.spwf04.event.SocketEvent.ClientGone;
import io.github.spwf04.event.SocketEvent.PendingData;
import io.github.spwf04.internal.Lease;
import io.github.spwf04.internal.LeaseTable;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The socket servers that are held here, in step with the module. */
final class OpenServers implements ModuleListener {
  static final int SERVERS = Limits.SERVERS;
  static final int CLIENTS = Limits.SERVER_CLIENTS;

  private final ModuleCalls calls;
  private final LeaseTable leases;
  private final Announcements announcements;

  /** The servers of the leases. Set on the owner thread, in step with the WINDs. */
  private final AtomicReferenceArray<@Nullable SocketServer> servers =
      new AtomicReferenceArray<>(SERVERS);

  /**
   * @param calls with the deadlines of the options: what is opened here outlives its opener
   */
  OpenServers(ModuleCalls calls) {
    this.calls = calls;
    this.leases = new LeaseTable(SERVERS, calls.time());
    this.announcements = calls.keep(Announcements.class, own -> new Announcements());
  }

  /** Whether somebody holds the server of that id. */
  boolean held(int server) {
    return leases.holder(server) != null;
  }

  /**
   * Whether somebody holds a client; one that its server does not know is leased to be closed. Runs
   * on the owner thread.
   *
   * @param closing by what it is closed
   * @param found takes it
   */
  boolean held(SocketInfo client, ModuleCalls closing, List<Wire> found) {
    SocketServer server =
        client.server() >= 0 && client.server() < SERVERS ? servers.get(client.server()) : null;
    if (server == null) {
      return false;
    }
    if (client.id() >= CLIENTS || server.clients().holder(client.id()) != null) {
      return true;
    }
    Lease lease = server.clients().grant(client.id(), "leaked " + client, false);
    found.add(Wire.serverClient(closing, client.server(), lease));
    return false;
  }

  /** Runs on the owner thread, before any later WIND is looked at. */
  SocketServer opened(Reply reply, ServerKind kind, int port) {
    int id = (int) reply.only(Line.ON).number("id");
    if (id < 0 || id >= SERVERS) {
      throw new SpwfException.MalformedPacket("server id " + id + ", 0 and 1 are possible");
    }
    Lease lease = leases.grant(id, kind + " server " + id + " on port " + port, false);
    SocketServer server = new SocketServer(this, calls, announcements, kind, port, lease);
    SocketServer old = servers.getAndSet(id, server);
    if (old != null) {
      old.lose("its id was given to another socket");
    }
    return server;
  }

  @Override
  public void heard(Indication indication) {
    switch (indication) {
      case ClientConnected event -> {
        if (server(event.server()) instanceof SocketServer server) {
          server.connected(event);
        }
      }
      case ClientGone event -> {
        if (client(event.server(), event.client()) instanceof Lease client) {
          client.peerGone(event.reason(), event.code());
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

  @Override
  public void lost(String why) {
    leases.lose(why);
    for (int id = 0; id < OpenServers.SERVERS; id++) {
      SocketServer server = servers.getAndSet(id, null);
      if (server != null) {
        server.lose(why);
      }
    }
  }

  private @Nullable SocketServer server(int id) {
    return id >= 0 && id < OpenServers.SERVERS ? servers.get(id) : null;
  }

  private @Nullable Lease client(int id, int client) {
    SocketServer server = server(id);
    return server == null ? null : server.clients().holder(client);
  }
}
