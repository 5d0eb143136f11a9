package io.github.spwf04.socket;

import io.github.spwf04.error.SpwfException;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/** What goes through a socket, with the failures that streams have. */
final class SocketOutputStream extends OutputStream {
  private final SpwfSocket socket;

  SocketOutputStream(SpwfSocket socket) {
    this.socket = socket;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      // Nothing in a stream; as a datagram the module would refuse it.
      return;
    }
    try {
      socket.write(Unpooled.wrappedBuffer(bytes, offset, length));
    } catch (InterruptedException e) {
      throw SocketInputStream.interrupted(e);
    } catch (SpwfException e) {
      throw SocketInputStream.failed(e);
    }
  }

  @Override
  public void close() throws IOException {
    SocketInputStream.close(socket);
  }
}
