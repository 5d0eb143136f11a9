package io.github.spwf04.virtual.socket;

import io.github.spwf04.catalog.Wind;
import io.github.spwf04.virtual.net.Network;
import io.github.spwf04.virtual.runtime.Addresses;
import io.github.spwf04.virtual.runtime.Core;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Receives for a UDP server: what was sent to it on one channel, what was sent to everybody on
 * another.
 */
final class UdpListener implements SocketServer.Listener {
  private static final int LARGEST_DATAGRAM = 65535;

  /** Bytes of a broadcast that one packet of the module can show. */
  private static final int MOST_SHOWN = 65000;

  /** Datagrams on their way to the event loop at most; the next ones wait in the machine. */
  private static final int MOST_WAITING = 64;

  private final Core core;
  private final Network network;
  private final SocketServer server;
  private final List<DatagramChannel> channels;
  private final Semaphore waiting = new Semaphore(MOST_WAITING);
  private volatile boolean closed;

  UdpListener(Core core, Network network, SocketServer server) throws IOException {
    this.core = core;
    this.network = network;
    this.server = server;
    this.channels = network.listenUdp(server.port());
  }

  @Override
  public int port() {
    return channels.getFirst().socket().getLocalPort();
  }

  @Override
  public void start() {
    for (DatagramChannel channel : channels) {
      core.spawn(() -> receive(channel));
    }
  }

  private void receive(DatagramChannel channel) {
    ByteBuffer block = ByteBuffer.allocate(LARGEST_DATAGRAM);
    boolean broadcast = channel != channels.getFirst();
    try {
      while (!closed) {
        InetSocketAddress sender = (InetSocketAddress) channel.receive(block.clear());
        byte[] datagram = Arrays.copyOf(block.array(), block.position());
        waiting.acquire();
        core.post(
            () -> {
              waiting.release();
              if (!closed && core.online()) {
                arrived(sender, datagram, broadcast);
              }
            });
      }
    } catch (IOException | InterruptedException _) {
      // The server was closed, or the firmware has ended.
    }
  }

  private void arrived(InetSocketAddress sender, byte[] datagram, boolean broadcast) {
    if (broadcast) {
      int shown = Math.min(datagram.length, MOST_SHOWN);
      core.wind(
          Wind.UDP_BROADCAST_RECEIVED,
          server.id(),
          Addresses.print(sender.getAddress()),
          sender.getPort(),
          shown,
          Arrays.copyOf(datagram, shown));
    } else {
      server.received(sender, ByteBuffer.wrap(datagram), new Answers(channels.getFirst(), sender));
    }
  }

  @Override
  public void close() {
    end();
    channels.forEach(network::close);
  }

  @Override
  public void end() {
    closed = true;
    waiting.release(MOST_WAITING);
  }

  /** Writes to one client; what it sends comes another way. */
  private record Answers(DatagramChannel channel, InetSocketAddress client) implements ByteChannel {
    @Override
    public int read(ByteBuffer to) throws IOException {
      throw new IOException("the server receives for its clients");
    }

    @Override
    public int write(ByteBuffer datagram) throws IOException {
      return channel.send(datagram, client);
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    /** The server has the channel, and other clients. */
    @Override
    public void close() {}
  }
}
