package io.github.spwf04.testkit.module;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The eight socket clients (6.38 to 6.43): TCP and UDP sockets of this machine. TLS is not there
 * yet: its kind answers error 74.
 */
final class Sockets {
  static final int CLIENTS = 8;

  private final Firmware firmware;
  private final @Nullable ClientSocket[] clients = new @Nullable ClientSocket[CLIENTS];

  /** The channels that have no id yet, so that the end of the firmware ends them, too. */
  private final Set<ByteChannel> connecting;

  Sockets(Firmware firmware) {
    this.firmware = firmware;
    this.connecting = firmware.module().connecting();
  }

  // Commands.

  void open(Call call) {
    String kind = call.text(3).toLowerCase(Locale.ROOT);
    long port = call.number(1, 0);
    if (!firmware.station().up()) {
      call.error(Errors.CONNECTION_NOT_UP);
    } else if (freeId() < 0) {
      call.error(Errors.TOO_MANY_SOCKETS);
    } else if (port == 0) {
      call.error(Errors.INVALID_VALUE);
    } else if (!kind.equals("t") && !kind.equals("u")) {
      call.error(Errors.FAILED_TO_OPEN);
    } else {
      firmware.module().spawn(() -> connect(call, call.text(0), (int) port, kind.charAt(0)));
    }
  }

  /** Runs on a thread of its own. */
  private void connect(Call call, String host, int port, char kind) {
    InetAddress address;
    try {
      address = resolve(host);
    } catch (UnknownHostException _) {
      firmware.post(() -> call.error(Errors.DNS_FAILURE));
      return;
    }
    try {
      if (!address.isLoopbackAddress() && !firmware.options().network()) {
        throw new IOException("the module is not to leave this machine");
      }
      InetSocketAddress peer = new InetSocketAddress(address, port);
      ByteChannel channel = kind == 't' ? connectTcp(peer) : connectUdp(peer);
      if (!firmware.loop().execute(() -> opened(call, channel, peer, kind))) {
        drop(channel);
      }
    } catch (IOException | IllegalArgumentException _) {
      firmware.post(() -> call.error(Errors.FAILED_TO_OPEN));
    }
  }

  private InetAddress resolve(String host) throws UnknownHostException {
    InetAddress known = firmware.options().hosts().get(host.toLowerCase(Locale.ROOT));
    if (known != null) {
      return known;
    }
    Optional<InetAddress> literal = Addresses.literal(host);
    if (literal.isPresent()) {
      return literal.get();
    }
    if (host.equalsIgnoreCase("localhost")) {
      return InetAddress.getLoopbackAddress();
    }
    if (!firmware.options().network()) {
      throw new UnknownHostException(host);
    }
    return InetAddress.getByName(host);
  }

  private ByteChannel connectTcp(InetSocketAddress peer) throws IOException {
    SocketChannel channel = SocketChannel.open();
    connecting.add(channel);
    try {
      // Small, so that a full receive buffer is felt by the peer soon.
      channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.socket().connect(peer, (int) firmware.options().connectTimeout().toMillis());
      return channel;
    } catch (IOException | RuntimeException e) {
      drop(channel);
      throw e;
    }
  }

  private ByteChannel connectUdp(InetSocketAddress peer) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    connecting.add(channel);
    try {
      return channel.connect(peer);
    } catch (IOException | RuntimeException e) {
      drop(channel);
      throw e;
    }
  }

  private void drop(ByteChannel channel) {
    connecting.remove(channel);
    ClientSocket.closeQuietly(channel);
  }

  private void opened(Call call, ByteChannel channel, InetSocketAddress peer, char kind) {
    int id = freeId();
    if (!firmware.alive() || !firmware.station().up() || id < 0) {
      drop(channel);
      call.error(Errors.FAILED_TO_OPEN);
      return;
    }
    connecting.remove(channel);
    int capacity = Math.clamp(firmware.settings().number("ip_sock_memsize"), 1, 64) * 1500;
    ClientSocket socket = new ClientSocket(firmware, id, kind, channel, peer, capacity);
    clients[id] = socket;
    call.line(call.format("On"), Addresses.print(peer.getAddress()), id);
    // What it receives is announced behind the reply: this task has the loop.
    firmware.module().spawn(socket::receive);
    call.ok();
  }

  void query(Call call) {
    ClientSocket socket = find(call);
    if (socket != null) {
      call.line(call.format("Query"), socket.pending());
      call.ok();
    }
  }

  void close(Call call) {
    ClientSocket socket = find(call);
    if (socket == null) {
      return;
    }
    if (socket.pending() > 0) {
      call.error(Errors.PENDING_DATA);
    } else {
      clients[socket.id()] = null;
      socket.close();
      call.ok();
    }
  }

  /** 78 when the network broke, 72 when the peer or a time-out closed, 79 when writing fails. */
  void write(Call call) {
    ClientSocket socket = find(call);
    if (socket == null) {
      return;
    }
    if (socket.closure() == ClientSocket.NETWORK_BROKEN) {
      call.error(Errors.NOT_CONNECTED);
    } else if (socket.closure() != ClientSocket.OPEN) {
      call.error(Errors.CLOSED_SOCKET);
    } else {
      EventLoop.Timer timeout =
          firmware.after(
              firmware.options().writeTimeout(), () -> socket.fail(ClientSocket.TIMED_OUT));
      ByteBuffer data = ByteBuffer.wrap(call.data());
      firmware
          .module()
          .spawn(
              () -> {
                boolean written = socket.write(data);
                firmware.post(
                    () -> {
                      timeout.cancel();
                      // A blocked write ends as if all went well when its channel is closed.
                      boolean cut =
                          socket.closure() == ClientSocket.TIMED_OUT
                              || socket.closure() == ClientSocket.NETWORK_BROKEN;
                      if (written && !cut) {
                        call.ok();
                      } else {
                        call.error(Errors.WRITE_FAILED);
                      }
                    });
              });
    }
  }

  void read(Call call) {
    ClientSocket socket = find(call);
    if (socket == null) {
      return;
    }
    int pending = socket.pending();
    long asked = call.number(1, 0);
    long slack = asked == 0 ? 0 : firmware.options().readSlack();
    int length = (int) (asked == 0 ? pending : Math.min(asked + slack, pending));
    call.maskableLine(call.format("Reading"), length, pending);
    call.data(socket.take(length));
    call.ok();
  }

  void list(Call call) {
    for (ClientSocket socket : clients) {
      if (socket != null) {
        call.line(
            call.format("List"),
            null,
            socket.id(),
            socket.closure() == ClientSocket.OPEN ? 1 : 0,
            socket.kind(),
            socket.pending(),
            Addresses.print(socket.peer().getAddress()),
            socket.peer().getPort());
      }
    }
    call.ok();
  }

  // The radio and the end.

  /** Every socket is broken; its pending bytes can still be read (field-facts D, WIND 58). */
  void networkLost() {
    for (ClientSocket socket : clients) {
      if (socket != null) {
        socket.fail(ClientSocket.NETWORK_BROKEN);
      }
    }
  }

  void closeAll() {
    connecting.forEach(this::drop);
    for (int i = 0; i < clients.length; i++) {
      ClientSocket socket = clients[i];
      if (socket != null) {
        socket.close();
        clients[i] = null;
      }
    }
  }

  private @Nullable ClientSocket find(Call call) {
    long id = call.number(0, -1);
    ClientSocket socket = id >= 0 && id < clients.length ? clients[(int) id] : null;
    if (socket == null) {
      call.error(Errors.ILLEGAL_SOCKET);
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
