package io.github.spwf04.virtual.door;

import io.github.spwf04.time.Joins;
import io.github.spwf04.time.Time;
import io.github.spwf04.virtual.net.Backoff;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Accepts connections and serves each on a thread of its own. There is always a place for one more:
 * where all are taken, the one that has been silent for longest goes.
 */
final class DoorListener implements AutoCloseable {
  /** More connections than anybody needs. */
  private static final int MAX_CONNECTIONS = 64;

  private static final int BACKLOG = 16;

  /** Serves one connection, which is closed when this returns. */
  @FunctionalInterface
  interface Service {
    /**
     * @param heard to be run whenever the peer has said something whole, or is told something
     */
    void serve(Socket socket, Runnable heard) throws IOException, InterruptedException;
  }

  /** One that is open, and when it was heard of last: since some moment, never before it spoke. */
  private static final class Connection {
    private final Socket socket;
    private final long accepted = Time.SYSTEM.nanoTime();
    private volatile boolean spoke;
    private volatile long last = accepted;

    private Connection(Socket socket) {
      this.socket = socket;
    }

    private void heard() {
      last = Time.SYSTEM.nanoTime();
      spoke = true;
    }

    /** Orders by who may go first. */
    private static int compare(Connection a, Connection b) {
      return a.spoke == b.spoke ? Long.signum(a.last - b.last) : Boolean.compare(a.spoke, b.spoke);
    }
  }

  private final String name;
  private final Service service;
  private final ServerSocket server;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final Backoff backoff;
  private final Thread acceptor;

  /**
   * @throws IOException naming the address when nothing can listen there
   */
  DoorListener(String name, InetSocketAddress address, Service service) throws IOException {
    this.name = name;
    this.service = service;
    this.server = new ServerSocket();
    try {
      server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      server.bind(address, BACKLOG);
    } catch (IOException e) {
      server.close();
      throw new IOException(
          "cannot listen on "
              + address.getHostString()
              + ":"
              + address.getPort()
              + ": "
              + e.getMessage(),
          e);
    }
    this.backoff = new Backoff("the door " + name, Time.SYSTEM);
    this.acceptor = Thread.ofVirtual().name(name + "-acceptor").start(this::accept);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Connection connection = new Connection(server.accept());
        backoff.worked();
        if (connections.size() >= MAX_CONNECTIONS) {
          connections.stream().min(Connection::compare).ifPresent(this::end);
        }
        connections.add(connection);
        if (server.isClosed()) {
          end(connection);
        } else {
          // Known before it runs: one that ends at once must find itself to go.
          Thread thread =
              Thread.ofVirtual().name(name + "-connection").unstarted(() -> serve(connection));
          threads.add(thread);
          thread.start();
        }
      } catch (IOException | OutOfMemoryError e) {
        if (!server.isClosed()) {
          backoff.failed(e);
        }
      }
    }
  }

  private void serve(Connection connection) {
    try {
      connection.socket.setTcpNoDelay(true);
      service.serve(connection.socket, connection::heard);
    } catch (IOException | InterruptedException _) {
      // The peer is gone, and with it the one who could be told.
    } finally {
      end(connection);
      threads.remove(Thread.currentThread());
    }
  }

  private void end(Connection connection) {
    try {
      connection.socket.close();
    } catch (IOException _) {
      // It was to be closed.
    }
    connections.remove(connection);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException _) {
      // It was to be closed.
    }
    backoff.close();
    Joins.join(acceptor);
    connections.forEach(this::end);
    threads.forEach(Joins::join);
  }
}
