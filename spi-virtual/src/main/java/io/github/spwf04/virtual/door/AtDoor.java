package io.github.spwf04.virtual.door;

import io.github.spwf04.virtual.pins.Uart;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The AT console of a module on a TCP port, one conversation at a time: who comes while there is
 * one is told so and sent away. The bytes are those of the UART, without any protocol around them.
 */
public final class AtDoor implements AutoCloseable {
  private final DoorListener listener;

  /**
   * Opens the door.
   *
   * @param address where to listen; port 0 takes a free one
   * @throws IOException when nothing can listen there
   */
  public AtDoor(Uart uart, InetSocketAddress address) throws IOException {
    listener = new DoorListener("spwf04-at", address, (socket, _) -> serve(uart, socket));
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return listener.address();
  }

  private static void serve(Uart uart, Socket socket) throws IOException, InterruptedException {
    OutputStream out = socket.getOutputStream();
    Uart.Line line = uart.connect();
    if (line == null) {
      out.write("the console is in use\r\n".getBytes(StandardCharsets.US_ASCII));
    } else {
      Conversation.hold(line, socket.getInputStream(), out);
    }
  }

  /**
   * Holds a conversation over two streams on the calling thread.
   *
   * @throws IOException when there is another conversation
   */
  public static void hold(Uart uart, InputStream in, OutputStream out)
      throws IOException, InterruptedException {
    Uart.Line line = uart.connect();
    if (line == null) {
      throw new IOException("the console is in use");
    }
    Conversation.hold(line, in, out);
  }

  @Override
  public void close() {
    listener.close();
  }
}
