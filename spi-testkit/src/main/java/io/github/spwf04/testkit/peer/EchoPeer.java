package io.github.spwf04.testkit.peer;

import io.github.spwf04.time.Monitor;
import io.github.spwf04.time.Time;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends back what it gets, on a port of loopback, and remembers it: what a test holds against what
 * its own side was told.
 *
 * <pre>{@code
 * try (EchoPeer peer = EchoPeer.start(EchoPeer.Ending.CLOSE, 1000)) {
 *   ...
 *   EchoPeer.Connection seen = peer.first(LIMIT);
 * }
 * }</pre>
 */
public final class EchoPeer implements AutoCloseable {
  /** What it does once it has sent so many bytes. */
  public enum Ending {
    /** Goes on. */
    NEVER,
    /** Ends its stream, and hears on. */
    CLOSE,
    /** Resets the connection. */
    RESET
  }

  /** One connection, as it is at the moment. */
  public static final class Connection {
    private final Monitor monitor = new Monitor(Time.SYSTEM);
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final Socket socket;
    private int sent;
    private boolean finished;
    private boolean over;

    private Connection(Socket socket) {
      this.socket = socket;
    }

    /** All that came. */
    public byte[] received() {
      monitor.lock();
      try {
        return received.toByteArray();
      } finally {
        monitor.unlock();
      }
    }

    /** How many bytes of it were sent back. */
    public int sent() {
      monitor.lock();
      try {
        return sent;
      } finally {
        monitor.unlock();
      }
    }

    /** Whether this side has ended its stream, in either way. */
    public boolean finished() {
      monitor.lock();
      try {
        return finished;
      } finally {
        monitor.unlock();
      }
    }

    /**
     * Whether nothing more can come: the other side has ended its stream, or this one has reset.
     */
    public boolean over() {
      monitor.lock();
      try {
        return over;
      } finally {
        monitor.unlock();
      }
    }

    /**
     * Waits for so many bytes, or the end of them.
     *
     * @return whether they are there
     */
    public boolean awaitReceived(int bytes, Duration atMost) throws InterruptedException {
      await(() -> received.size() >= bytes || over, atMost);
      return received().length >= bytes;
    }

    /**
     * Waits until nothing more can come.
     *
     * @return whether that is so
     */
    public boolean awaitOver(Duration atMost) throws InterruptedException {
      return await(() -> over, atMost);
    }

    private boolean await(BooleanSupplier wanted, Duration atMost) throws InterruptedException {
      monitor.lockInterruptibly();
      try {
        return monitor.await(wanted, atMost);
      } finally {
        monitor.unlock();
      }
    }

    private void change(Runnable change) {
      monitor.lock();
      try {
        change.run();
        monitor.signal();
      } finally {
        monitor.unlock();
      }
    }
  }

  private final ServerSocket server;
  private final Ending ending;
  private final int after;
  private final Monitor monitor = new Monitor(Time.SYSTEM);
  private final List<Connection> connections = new ArrayList<>();

  private EchoPeer(Ending ending, int after) throws IOException {
    this.server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    this.ending = ending;
    this.after = after;
    Thread.ofVirtual().start(this::accept);
  }

  /**
   * Starts one at a free port.
   *
   * @param after how many bytes each connection gets back before the ending
   * @throws IOException when no port is free
   */
  public static EchoPeer start(Ending ending, int after) throws IOException {
    return new EchoPeer(ending, after);
  }

  /** The port of TCP. */
  public int port() {
    return server.getLocalPort();
  }

  /** The connections so far, the oldest first. */
  public List<Connection> connections() {
    monitor.lock();
    try {
      return List.copyOf(connections);
    } finally {
      monitor.unlock();
    }
  }

  /**
   * Waits for the first connection: who has connected may be earlier than it is taken here.
   *
   * @return null when there is none by then
   */
  public @Nullable Connection first(Duration atMost) throws InterruptedException {
    monitor.lockInterruptibly();
    try {
      return monitor.await(() -> !connections.isEmpty(), atMost) ? connections.getFirst() : null;
    } finally {
      monitor.unlock();
    }
  }

  private void accept() {
    try {
      while (true) {
        Connection connection = new Connection(server.accept());
        monitor.lock();
        try {
          connections.add(connection);
          monitor.signal();
        } finally {
          monitor.unlock();
        }
        Thread.ofVirtual().start(() -> echo(connection));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void echo(Connection connection) {
    try (Socket socket = connection.socket) {
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      byte[] buffer = new byte[4096];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        int read = count;
        connection.change(() -> connection.received.write(buffer, 0, read));
        int back =
            ending == Ending.NEVER ? count : Math.min(count, Math.max(0, after - connection.sent));
        if (back > 0) {
          // Before they go: who has read them finds them counted.
          connection.change(() -> connection.sent += back);
          out.write(buffer, 0, back);
        }
        if (ending != Ending.NEVER && connection.sent >= after && !connection.finished) {
          connection.change(() -> connection.finished = true);
          if (ending == Ending.RESET) {
            socket.setSoLinger(true, 0);
            return;
          }
          socket.shutdownOutput();
        }
      }
    } catch (IOException e) {
      // The other side is gone.
    } finally {
      connection.change(() -> connection.over = true);
    }
  }

  /** Ends all connections. */
  @Override
  public void close() throws IOException {
    server.close();
    for (Connection connection : connections()) {
      connection.socket.close();
    }
  }
}
