package io.github.spwf04.virtual.socket;

import io.github.spwf04.virtual.net.Backoff;
import io.github.spwf04.virtual.net.Deadline;
import io.github.spwf04.virtual.net.Network;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.security.Tls;
import io.github.spwf04.virtual.security.TlsPeer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Accepts the clients of a TCP or TLS server on a thread of its own. */
final class TcpListener implements SocketServer.Listener {
  /** Clients whose handshake is under way at most; the next one waits. */
  private static final int MOST_HANDSHAKES = 8;

  /** What the clients of one server share. */
  private record Secured(TlsPeer peer, SSLContext context) {}

  private final Core core;
  private final Network network;
  private final SocketServer server;
  private final ServerSocketChannel channel;
  private final @Nullable Secured tls;
  private final boolean mutual;
  private final Semaphore handshakes = new Semaphore(MOST_HANDSHAKES);
  private final Backoff backoff;
  private volatile boolean closed;

  private TcpListener(
      Core core, Network network, SocketServer server, @Nullable Secured tls, boolean mutual)
      throws IOException {
    this.core = core;
    this.network = network;
    this.server = server;
    this.tls = tls;
    this.mutual = mutual;
    this.channel = network.listen(server.port());
    this.backoff = new Backoff("socket server " + server.id(), core.options().timing().peerTime());
  }

  static TcpListener of(Core core, Network network, Tls tls, SocketServer server, String kind)
      throws IOException {
    if (kind.equals(ClientSocket.TCP)) {
      return new TcpListener(core, network, server, null, false);
    }
    TlsPeer peer = tls.server();
    if (!peer.hasCertificate()) {
      throw new IOException("a TLS server needs a certificate and its key");
    }
    return new TcpListener(
        core, network, server, new Secured(peer, peer.context()), kind.equals("s2"));
  }

  @Override
  public int port() {
    return channel.socket().getLocalPort();
  }

  @Override
  public void start() {
    core.spawn(this::accept);
  }

  private void accept() {
    // Not open any more when the server was closed, or the firmware has ended.
    while (channel.isOpen()) {
      try {
        SocketChannel accepted = network.register(channel.accept());
        backoff.worked();
        if (tls == null) {
          join(accepted, accepted);
        } else {
          handshakes.acquire();
          core.spawn(() -> secure(accepted, tls));
        }
      } catch (IOException | OutOfMemoryError e) {
        if (channel.isOpen()) {
          backoff.failed(e);
        }
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  /** Does the handshake; whoever fails it is no client. */
  private void secure(SocketChannel accepted, Secured secured) {
    Duration limit = core.options().timing().connectTimeout();
    try (Deadline _ = Deadline.of(core, limit, () -> network.close(accepted))) {
      join(secured.peer().accept(secured.context(), accepted, mutual, limit), accepted);
    } catch (IOException _) {
      network.close(accepted);
    } finally {
      handshakes.release();
    }
  }

  private void join(ByteChannel data, SocketChannel accepted) {
    try {
      accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
      InetSocketAddress peer = (InetSocketAddress) accepted.getRemoteAddress();
      core.post(
          () -> {
            if (closed) {
              network.close(accepted);
            } else {
              server.accepted(data, accepted, peer);
            }
          });
    } catch (IOException _) {
      // Gone before it was a client.
      network.close(accepted);
    }
  }

  @Override
  public void close() {
    end();
    network.close(channel);
  }

  @Override
  public void end() {
    closed = true;
    backoff.close();
    handshakes.release(MOST_HANDSHAKES);
  }
}
