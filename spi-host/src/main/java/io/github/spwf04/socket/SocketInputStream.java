package io.github.spwf04.socket;

import io.github.spwf04.error.SpwfException;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;

/** What comes through a socket, with the failures that streams have. */
final class SocketInputStream extends InputStream {
  private final SpwfSocket socket;
  private final Duration timeout;

  SocketInputStream(SpwfSocket socket, Duration timeout) {
    this.socket = socket;
    this.timeout = timeout;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    try {
      ByteBuf data = socket.read(length, timeout);
      while (data != null && !data.isReadable()) {
        // An empty datagram is nothing in a stream.
        data.release();
        data = socket.read(length, timeout);
      }
      if (data == null) {
        return -1;
      }
      try {
        int there = data.readableBytes();
        data.readBytes(into, offset, there);
        return there;
      } finally {
        data.release();
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (SpwfException e) {
      throw failed(e);
    }
  }

  @Override
  public int available() throws IOException {
    try {
      return socket.available();
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (SpwfException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() throws IOException {
    close(socket);
  }

  static void close(SpwfSocket socket) throws IOException {
    try {
      socket.close();
    } catch (SpwfException e) {
      throw failed(e);
    }
  }

  static IOException failed(SpwfException e) {
    if (e instanceof SpwfException.TimedOut) {
      SocketTimeoutException timedOut = new SocketTimeoutException(e.getMessage());
      timedOut.initCause(e);
      return timedOut;
    }
    if (e instanceof SpwfException.ConnectionLost) {
      SocketException cut = new SocketException(e.getMessage());
      cut.initCause(e);
      return cut;
    }
    return new IOException(e.getMessage(), e);
  }

  static IOException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    InterruptedIOException interrupted = new InterruptedIOException("interrupted");
    interrupted.initCause(e);
    return interrupted;
  }
}
