package io.github.spwf04.virtual.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A TCP server on this machine that takes one connection. */
public final class Peer implements AutoCloseable {
  private final ServerSocket server;
  private @Nullable Socket socket;

  public Peer() throws IOException {
    server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    server.setSoTimeout((int) Bench.LIMIT.toMillis());
  }

  public String port() {
    return Integer.toString(server.getLocalPort());
  }

  /** The connection, which it waits for. */
  public Socket socket() throws IOException {
    Socket connected = socket;
    if (connected == null) {
      connected = server.accept();
      connected.setTcpNoDelay(true);
      connected.setSoTimeout((int) Bench.LIMIT.toMillis());
      socket = connected;
    }
    return connected;
  }

  public void send(String text) throws IOException {
    socket().getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public String receive(int length) throws IOException {
    return new String(socket().getInputStream().readNBytes(length), StandardCharsets.ISO_8859_1);
  }

  /** Closes in order, with a FIN. */
  public void finish() throws IOException {
    socket().close();
  }

  /** Closes with an RST. */
  public void reset() throws IOException {
    socket().setSoLinger(true, 0);
    socket().close();
  }

  @Override
  public void close() throws IOException {
    Socket connected = socket;
    if (connected != null) {
      connected.close();
    }
    server.close();
  }
}
