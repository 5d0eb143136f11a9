package io.github.spwf04.virtual.socket;

import static io.github.spwf04.catalog.ParameterName.HOSTNAME;
import static io.github.spwf04.catalog.ParameterName.ID;
import static io.github.spwf04.catalog.ParameterName.KIND;
import static io.github.spwf04.catalog.ParameterName.LENGTH;
import static io.github.spwf04.catalog.ParameterName.PORT;

import io.github.spwf04.catalog.Limits;
import io.github.spwf04.catalog.Line;
import io.github.spwf04.catalog.WindReason;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.net.Deadline;
import io.github.spwf04.virtual.net.Network;
import io.github.spwf04.virtual.runtime.Addresses;
import io.github.spwf04.virtual.runtime.Call;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.security.Tls;
import io.github.spwf04.virtual.security.TlsPeer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ByteChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The eight socket clients (6.38 to 6.43): TCP, UDP and TLS sockets of this machine. */
public final class Sockets {
  private static final int CLIENTS = Limits.SOCKETS;

  private final Core core;
  private final Network network;
  private final Tls tls;
  private final SocketMemory memory;
  private final @Nullable ClientSocket[] clients = new @Nullable ClientSocket[CLIENTS];

  public Sockets(Core core, Network network, Tls tls, SocketMemory memory) {
    this.core = core;
    this.network = network;
    this.tls = tls;
    this.memory = memory;
    memory.counts(this::memory);
    tls.counts(this::secured);
  }

  // Commands.

  public void open(Call call) {
    String kind = call.text(KIND);
    long port = call.number(PORT);
    if (!core.online()) {
      call.error(ModuleError.CONNECTION_NOT_UP);
    } else if (freeId() < 0) {
      call.error(ModuleError.TOO_MANY_SOCKETS);
    } else if (port == 0) {
      call.error(ModuleError.INVALID_VALUE);
    } else if (!memory.hasRoom()) {
      call.error(ModuleError.LOW_MEMORY);
    } else {
      connect(call, call.text(HOSTNAME), (int) port, kind);
    }
  }

  private void connect(Call call, String host, int port, String kind) {
    switch (kind.toLowerCase(Locale.ROOT)) {
      case "t" ->
          spawn(
              call,
              () -> {
                InetSocketAddress peer = network.peer(host, port);
                SocketChannel channel = network.connect(peer);
                opened(call, ClientSocket.TCP, channel, channel, peer);
              });
      case "u" ->
          spawn(
              call,
              () -> {
                InetSocketAddress peer = network.peer(host, port);
                DatagramChannel channel = network.connectUdp(peer);
                opened(call, ClientSocket.UDP, channel, channel, peer);
              });
      default -> {
        // Whatever else it is names the server (6.38).
        String name = kind.equalsIgnoreCase("s") ? host : kind;
        if (tls.refuses(call, secured())) {
          return;
        }
        TlsPeer secured = tls.client(name);
        spawn(
            call,
            () -> {
              InetSocketAddress peer = network.peer(host, port);
              connectTls(call, secured, name, network.connect(peer), peer);
            });
      }
    }
  }

  /** What connects, on a thread of its own. */
  @FunctionalInterface
  private interface Connecting {
    void run() throws IOException;
  }

  private void spawn(Call call, Connecting connecting) {
    core.spawn(
        () -> {
          try {
            connecting.run();
          } catch (UnknownHostException _) {
            core.post(() -> call.error(ModuleError.DNS_FAILURE));
          } catch (IOException | IllegalArgumentException _) {
            core.post(() -> call.error(ModuleError.SOCKET_OPEN));
          }
        });
  }

  private void connectTls(
      Call call, TlsPeer secured, String name, SocketChannel channel, InetSocketAddress peer) {
    Duration limit = core.options().timing().connectTimeout();
    try (Deadline _ = Deadline.of(core, limit, () -> network.close(channel))) {
      ByteChannel encrypted = secured.connect(channel, name, limit);
      core.post(() -> secured.report(call, null));
      opened(call, ClientSocket.TLS, encrypted, channel, peer);
    } catch (IOException e) {
      network.close(channel);
      core.post(
          () -> {
            secured.report(call, e);
            call.error(ModuleError.SOCKET_OPEN);
          });
    }
  }

  private void opened(
      Call call,
      String kind,
      ByteChannel channel,
      AutoCloseable transport,
      InetSocketAddress peer) {
    core.post(
        () -> {
          int id = freeId();
          if (!core.online() || id < 0) {
            network.close(transport);
            call.error(ModuleError.SOCKET_OPEN);
            return;
          }
          ClientSocket socket =
              new ClientSocket(core, network, null, id, kind, channel, transport, peer);
          clients[id] = socket;
          call.line(Line.SOCKET_ON, Addresses.print(peer.getAddress()), id);
          // What it receives is announced behind the reply: this task has the loop.
          core.spawn(socket::receive);
          call.ok();
        });
  }

  public void query(Call call) {
    ClientSocket socket = find(call);
    if (socket != null) {
      SocketTransfers.query(call, socket);
    }
  }

  public void close(Call call) {
    ClientSocket socket = find(call);
    if (socket == null) {
      return;
    }
    if (socket.pending() > 0) {
      call.error(ModuleError.PENDING_DATA);
    } else {
      clients[socket.id()] = null;
      socket.close();
      call.ok();
    }
  }

  public void write(Call call) {
    ClientSocket socket = find(call);
    if (socket != null) {
      SocketTransfers.write(core, call, socket);
    }
  }

  public void read(Call call) {
    ClientSocket socket = find(call);
    if (socket != null) {
      SocketTransfers.read(core, call, socket, call.number(LENGTH));
    }
  }

  public void list(Call call) {
    for (ClientSocket socket : clients) {
      if (socket != null) {
        SocketTransfers.list(core, call, socket);
      }
    }
    call.ok();
  }

  /** Bytes of heap that their receive buffers take. */
  private long memory() {
    long taken = 0;
    for (ClientSocket socket : clients) {
      taken += socket == null ? 0 : socket.capacity();
    }
    return taken;
  }

  /** Those over TLS, until SOCKC takes them away. */
  private int secured() {
    int count = 0;
    for (ClientSocket socket : clients) {
      count += socket != null && socket.kind().equals(ClientSocket.TLS) ? 1 : 0;
    }
    return count;
  }

  // The radio and the end.

  /** Every socket is broken; its pending bytes can still be read (field-facts D, WIND 58). */
  public void networkLost() {
    for (ClientSocket socket : clients) {
      if (socket != null) {
        socket.fail(WindReason.Closure.NETWORK_BROKEN);
      }
    }
  }

  /** Lets their threads go; the network closes their channels. */
  public void end() {
    for (ClientSocket socket : clients) {
      if (socket != null) {
        socket.end();
      }
    }
  }

  private @Nullable ClientSocket find(Call call) {
    long id = call.number(ID);
    ClientSocket socket = id >= 0 && id < clients.length ? clients[(int) id] : null;
    if (socket == null) {
      call.error(ModuleError.ILLEGAL_SOCKET);
    }
    return socket;
  }

  private int freeId() {
    for (int i = 0; i < clients.length; i++) {
      if (clients[i] == null) {
        return i;
      }
    }
    return -1;
  }
}
