package io.github.spwf04.virtual.security;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import javax.net.ssl.SSLSocket;

/** A TLS connection as a channel. Closing it says so to the peer, and may block on that. */
final class TlsChannel implements ByteChannel {
  private final SSLSocket socket;
  private final ReadableByteChannel in;
  private final WritableByteChannel out;

  TlsChannel(SSLSocket socket) throws IOException {
    this.socket = socket;
    this.in = Channels.newChannel(socket.getInputStream());
    this.out = Channels.newChannel(socket.getOutputStream());
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    return in.read(to);
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    return out.write(from);
  }

  @Override
  public boolean isOpen() {
    return !socket.isClosed();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
