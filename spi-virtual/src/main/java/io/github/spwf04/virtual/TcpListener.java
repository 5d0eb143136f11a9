package io.github.spwf04.virtual;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Accepts the clients of a TCP or TLS server on a thread of its own. */
final class TcpListener implements SocketServer.Listener {
  /** Clients whose handshake is under way at most; the next one waits. */
  private static final int MOST_HANDSHAKES = 8;

  private final Firmware firmware;
  private final SocketServer server;
  private final ServerSocketChannel channel;
  private final @Nullable SSLContext tls;
  private final boolean mutual;
  private final Semaphore handshakes = new Semaphore(MOST_HANDSHAKES);
  private volatile boolean closed;

  private TcpListener(
      Firmware firmware, SocketServer server, @Nullable SSLContext tls, boolean mutual)
      throws IOException {
    this.firmware = firmware;
    this.server = server;
    this.tls = tls;
    this.mutual = mutual;
    this.channel = firmware.network().listen(server.port());
  }

  static TcpListener of(Firmware firmware, SocketServer server, String kind) throws IOException {
    if (kind.equals(ClientSocket.TCP)) {
      return new TcpListener(firmware, server, null, false);
    }
    TlsPeer peer = firmware.tls().server();
    if (!peer.hasCertificate()) {
      throw new IOException("a TLS server needs a certificate and its key");
    }
    return new TcpListener(firmware, server, peer.context(), kind.equals("s2"));
  }

  @Override
  public int port() {
    return channel.socket().getLocalPort();
  }

  @Override
  public void start() {
    firmware.module().spawn(this::accept);
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel accepted = firmware.network().register(channel.accept());
        if (tls == null) {
          join(accepted, accepted);
        } else {
          handshakes.acquire();
          firmware.module().spawn(() -> secure(accepted, tls));
        }
      }
    } catch (IOException | InterruptedException _) {
      // The server was closed, or the firmware has ended.
    }
  }

  /** Does the handshake; whoever fails it is no client. */
  private void secure(SocketChannel accepted, SSLContext context) {
    try {
      join(
          TlsPeer.accept(context, accepted, mutual, firmware.options().connectTimeout()), accepted);
    } catch (IOException _) {
      firmware.network().close(accepted);
    } finally {
      handshakes.release();
    }
  }

  private void join(ByteChannel data, SocketChannel accepted) {
    try {
      accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
      InetSocketAddress peer = (InetSocketAddress) accepted.getRemoteAddress();
      firmware.post(
          () -> {
            if (closed) {
              firmware.network().close(accepted);
            } else {
              server.accepted(data, accepted, peer);
            }
          });
    } catch (IOException _) {
      // Gone before it was a client.
      firmware.network().close(accepted);
    }
  }

  @Override
  public void close() {
    end();
    firmware.network().close(channel);
  }

  @Override
  public void end() {
    closed = true;
    handshakes.release(MOST_HANDSHAKES);
  }
}
