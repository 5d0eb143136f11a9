package io.github.spwf04.virtual.socket;

import io.github.spwf04.catalog.Limits;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.catalog.WindReason;
import io.github.spwf04.virtual.net.Network;
import io.github.spwf04.virtual.runtime.Addresses;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.security.Tls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One socket server: its clients, and a listener that brings them. All of it runs on the event
 * loop.
 */
final class SocketServer {
  private static final int CLIENTS = Limits.SERVER_CLIENTS;

  private final Core core;
  private final Network network;
  private final SocketMemory memory;
  private final int id;
  private final int port;
  private final String kind;
  private final Listener listener;
  private final @Nullable ClientSocket[] clients = new @Nullable ClientSocket[CLIENTS];

  /**
   * @param port the host asked for
   * @param kind t, u, s1 or s2
   * @throws IOException when this machine does not give a port, or the certificate of a TLS server
   *     is not there
   */
  SocketServer(
      Core core, Network network, Tls tls, SocketMemory memory, int id, int port, String kind)
      throws IOException {
    this.core = core;
    this.network = network;
    this.memory = memory;
    this.id = id;
    this.port = port;
    this.kind = kind;
    this.listener =
        isUdp()
            ? new UdpListener(core, network, this)
            : TcpListener.of(core, network, tls, this, kind);
  }

  /** What brings clients, or their datagrams. */
  interface Listener {
    void start();

    int port();

    /** Closes it; no client comes after this. */
    void close();

    /** Lets its thread go; the network closes its channels. */
    void end();
  }

  int id() {
    return id;
  }

  int port() {
    return port;
  }

  boolean isUdp() {
    return kind.equals(ClientSocket.UDP);
  }

  /** The port of this machine it listens on. */
  int realPort() {
    return listener.port();
  }

  void start() {
    listener.start();
  }

  List<ClientSocket> clients() {
    List<ClientSocket> present = new ArrayList<>();
    for (ClientSocket client : clients) {
      if (client != null) {
        present.add(client);
      }
    }
    return present;
  }

  @Nullable ClientSocket client(int cid) {
    return cid >= 0 && cid < CLIENTS ? clients[cid] : null;
  }

  /** Bytes that nobody has read. */
  int pending() {
    return clients().stream().mapToInt(ClientSocket::pending).sum();
  }

  /** A client that its listener has accepted. */
  void accepted(ByteChannel channel, AutoCloseable transport, InetSocketAddress peer) {
    ClientSocket client = add(channel, transport, peer);
    if (client == null) {
      network.close(transport);
    } else {
      core.spawn(client::receive);
    }
  }

  /** A datagram, whose sender becomes a client when it is none. */
  void received(InetSocketAddress sender, ByteBuffer datagram, ByteChannel answers) {
    for (ClientSocket client : clients()) {
      if (client.peer().equals(sender)) {
        client.offer(datagram);
        return;
      }
    }
    ClientSocket client = add(answers, answers, sender);
    if (client != null) {
      client.offer(datagram);
    }
  }

  private @Nullable ClientSocket add(
      ByteChannel channel, AutoCloseable transport, InetSocketAddress peer) {
    int cid = freeId();
    if (!core.online()) {
      return null;
    }
    if (cid < 0 || !memory.hasRoom()) {
      // The manual keeps the second reason for UDP.
      core.wind(
          Wind.SOCKD_DROPPING_CLIENT,
          cid < 0 && isUdp()
              ? WindReason.ClientRefusal.TOO_MANY_CLIENTS
              : WindReason.ClientRefusal.MEMORY);
      return null;
    }
    ClientSocket client = new ClientSocket(core, network, id, cid, kind, channel, transport, peer);
    clients[cid] = client;
    core.wind(
        Wind.INCOMING_SOCKET_CLIENT, Addresses.print(peer.getAddress()), peer.getPort(), id, cid);
    return client;
  }

  private int freeId() {
    for (int i = 0; i < CLIENTS; i++) {
      if (clients[i] == null) {
        return i;
      }
    }
    return -1;
  }

  void close(ClientSocket client) {
    clients[client.id()] = null;
    client.close();
  }

  void close() {
    listener.close();
    clients().forEach(this::close);
  }

  void end() {
    listener.end();
    clients().forEach(ClientSocket::end);
  }
}
