package io.github.spwf04.virtual.socket;

import static io.github.spwf04.catalog.ParameterName.CID;
import static io.github.spwf04.catalog.ParameterName.KIND;
import static io.github.spwf04.catalog.ParameterName.LEN;
import static io.github.spwf04.catalog.ParameterName.PORT;
import static io.github.spwf04.catalog.ParameterName.SID;

import io.github.spwf04.catalog.Limits;
import io.github.spwf04.catalog.Line;
import io.github.spwf04.catalog.WindReason;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.net.Network;
import io.github.spwf04.virtual.net.ServerPort;
import io.github.spwf04.virtual.runtime.Call;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.security.Tls;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The two socket servers and their eight clients each (6.44 to 6.49). */
public final class Servers {
  static final int SERVERS = Limits.SERVERS;

  private final Core core;
  private final Network network;
  private final Tls tls;
  private final SocketMemory memory;
  private final ListeningPorts ports;

  /** Whether a server of the module itself has a port. */
  private final ServerPort.Use own;

  private final @Nullable SocketServer[] servers = new @Nullable SocketServer[SERVERS];

  public Servers(
      Core core,
      Network network,
      Tls tls,
      SocketMemory memory,
      ListeningPorts ports,
      ServerPort.Use own) {
    this.core = core;
    this.network = network;
    this.tls = tls;
    this.memory = memory;
    memory.counts(this::memory);
    this.ports = ports;
    this.own = own;
  }

  // Commands.

  public void open(Call call) {
    String kind = call.text(KIND).toLowerCase(Locale.ROOT);
    int port = (int) call.number(PORT);
    int id = freeId();
    if (!core.online()) {
      call.error(ModuleError.CONNECTION_NOT_UP);
    } else if (port == 0) {
      call.error(ModuleError.INVALID_VALUE);
    } else if (isOpen(port, kind.equals(ClientSocket.UDP))) {
      call.error(ModuleError.PORT_ALREADY_OPENED);
    } else if (id < 0) {
      call.error(ModuleError.TOO_MANY_SOCKETS);
    } else {
      try {
        SocketServer server = new SocketServer(core, network, tls, memory, id, port, kind);
        servers[id] = server;
        ports.listening(id, server.realPort());
        call.line(Line.ON, id);
        call.ok();
        server.start();
      } catch (IOException _) {
        call.error(ModuleError.SOCKET_OPEN);
      }
    }
  }

  private boolean isOpen(int port, boolean udp) {
    if (own.of(port, udp)) {
      return true;
    }
    for (SocketServer server : servers) {
      if (server != null && server.port() == port && server.isUdp() == udp) {
        return true;
      }
    }
    return false;
  }

  public void query(Call call) {
    ClientSocket client = findClient(call);
    if (client != null) {
      SocketTransfers.query(call, client);
    }
  }

  public void read(Call call) {
    ClientSocket client = findClient(call);
    if (client != null) {
      SocketTransfers.read(core, call, client, call.number(LEN));
    }
  }

  public void write(Call call) {
    ClientSocket client = findClient(call);
    if (client != null) {
      SocketTransfers.write(core, call, client);
    }
  }

  /** One client, or the server with all of them; never with bytes that nobody has read. */
  public void close(Call call) {
    if (call.has(CID)) {
      closeClient(call);
      return;
    }
    SocketServer server = find(call);
    if (server == null) {
      return;
    }
    if (server.pending() > 0) {
      call.error(ModuleError.PENDING_DATA);
    } else {
      servers[server.id()] = null;
      ports.closed(server.id());
      server.close();
      call.ok();
    }
  }

  private void closeClient(Call call) {
    SocketServer server = find(call);
    ClientSocket client = server == null ? null : findClient(call, server);
    if (server == null || client == null) {
      return;
    }
    if (client.pending() > 0) {
      call.error(ModuleError.PENDING_DATA);
    } else {
      server.close(client);
      call.ok();
    }
  }

  public void list(Call call) {
    if (!call.has(SID)) {
      for (SocketServer server : servers) {
        if (server != null) {
          server.clients().forEach(client -> SocketTransfers.list(core, call, client));
        }
      }
      call.ok();
      return;
    }
    SocketServer server = find(call);
    if (server != null) {
      server.clients().forEach(client -> SocketTransfers.list(core, call, client));
      call.ok();
    }
  }

  // The radio and the end.

  /** Bytes of heap that the receive buffers of the clients take. */
  private long memory() {
    long sum = 0;
    for (SocketServer server : servers) {
      if (server != null) {
        sum += server.clients().stream().mapToLong(ClientSocket::capacity).sum();
      }
    }
    return sum;
  }

  /** Every client is broken; the servers go on when the network comes back. */
  public void networkLost() {
    for (SocketServer server : servers) {
      if (server != null) {
        server.clients().forEach(client -> client.fail(WindReason.Closure.NETWORK_BROKEN));
      }
    }
  }

  /** Lets their threads go; the network closes their channels. */
  public void end() {
    for (SocketServer server : servers) {
      if (server != null) {
        server.end();
        ports.closed(server.id());
      }
    }
  }

  private @Nullable SocketServer find(Call call) {
    int id = (int) call.number(SID);
    SocketServer server = id >= 0 && id < SERVERS ? servers[id] : null;
    if (server == null) {
      call.error(ModuleError.ILLEGAL_SOCKET);
    }
    return server;
  }

  private @Nullable ClientSocket findClient(Call call) {
    SocketServer server = find(call);
    return server == null ? null : findClient(call, server);
  }

  private static @Nullable ClientSocket findClient(Call call, SocketServer server) {
    ClientSocket client = server.client((int) call.number(CID));
    if (client == null) {
      call.error(ModuleError.ILLEGAL_SOCKET);
    }
    return client;
  }

  private int freeId() {
    for (int i = 0; i < SERVERS; i++) {
      if (servers[i] == null) {
        return i;
      }
    }
    return -1;
  }
}
