package io.github.spwf04.virtual.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A connection to the pigpio door, bytes by hand. */
final class PigpioClient implements AutoCloseable {
  private static final int LIMIT_MILLIS = 30_000;

  final Socket socket = new Socket();
  private final DataInputStream in;

  PigpioClient(InetSocketAddress address) throws IOException {
    socket.connect(address, LIMIT_MILLIS);
    socket.setSoTimeout(LIMIT_MILLIS);
    in = new DataInputStream(socket.getInputStream());
  }

  /** Sends a request without an extension and returns the result. */
  int request(int command, int first, int second) throws IOException {
    return request(command, first, second, new byte[0]);
  }

  /** Sends a request and returns the result; the bytes of a transfer are read and dropped. */
  int request(int command, int first, int second, byte[] extension) throws IOException {
    send(command, first, second, extension.length, extension);
    int result = result(command, first, second);
    if ((command == PigpioCommand.SPIX || command == PigpioCommand.SPIR) && result > 0) {
      assertThat(in.readNBytes(result)).hasSize(result);
    }
    return result;
  }

  /** One SPI transfer. */
  byte[] transfer(int handle, byte... mosi) throws IOException {
    send(PigpioCommand.SPIX, handle, 0, mosi.length, mosi);
    int result = result(PigpioCommand.SPIX, handle, 0);
    assertThat(result).isEqualTo(mosi.length);
    return in.readNBytes(result);
  }

  void send(int command, int first, int second, int length, byte[] extension) throws IOException {
    socket
        .getOutputStream()
        .write(
            ByteBuffer.allocate(16 + extension.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(command)
                .putInt(first)
                .putInt(second)
                .putInt(length)
                .put(extension)
                .array());
  }

  /** The result of an answer, whose first words are those of the request. */
  int result(int command, int first, int second) throws IOException {
    ByteBuffer answer = read(16);
    assertThat(answer.getInt()).isEqualTo(command);
    assertThat(answer.getInt()).isEqualTo(first);
    assertThat(answer.getInt()).isEqualTo(second);
    return answer.getInt();
  }

  /** Waits for this many bytes. */
  ByteBuffer read(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    assertThat(bytes).hasSize(length);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Waits for the end of the connection. */
  void readToEnd() throws IOException {
    in.readAllBytes();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
