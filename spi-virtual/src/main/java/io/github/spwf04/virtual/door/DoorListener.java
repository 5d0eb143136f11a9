package io.github.spwf04.virtual.door;

import io.github.spwf04.time.Joins;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Accepts connections and serves each on a thread of its own. */
final class DoorListener implements AutoCloseable {
  /** More connections than anybody needs; one beyond them is closed at once. */
  private static final int MAX_CONNECTIONS = 64;

  private static final int BACKLOG = 16;

  /** Serves one connection, which is closed when this returns. */
  @FunctionalInterface
  interface Service {
    void serve(Socket socket) throws IOException, InterruptedException;
  }

  private final String name;
  private final Service service;
  private final ServerSocket server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
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
    this.acceptor = Thread.ofVirtual().name(name + "-acceptor").start(this::accept);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        if (sockets.size() > MAX_CONNECTIONS || server.isClosed()) {
          end(socket);
        } else {
          // Known before it runs: one that ends at once must find itself to go.
          Thread thread =
              Thread.ofVirtual().name(name + "-connection").unstarted(() -> serve(socket));
          threads.add(thread);
          thread.start();
        }
      } catch (IOException _) {
        // The listener is closed, or the peer was gone before it was accepted.
      }
    }
  }

  private void serve(Socket socket) {
    try {
      socket.setTcpNoDelay(true);
      service.serve(socket);
    } catch (IOException | InterruptedException _) {
      // The peer is gone, and with it the one who could be told.
    } finally {
      end(socket);
      threads.remove(Thread.currentThread());
    }
  }

  private void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It was to be closed.
    }
    sockets.remove(socket);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException _) {
      // It was to be closed.
    }
    Joins.join(acceptor);
    sockets.forEach(this::end);
    threads.forEach(Joins::join);
  }
}
