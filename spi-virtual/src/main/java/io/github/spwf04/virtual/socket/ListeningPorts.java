package io.github.spwf04.virtual.socket;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** The ports of this machine that the socket servers listen on. Any thread may call. */
public final class ListeningPorts {
  private static final int CLOSED = -1;

  private final AtomicIntegerArray ports = new AtomicIntegerArray(new int[] {CLOSED, CLOSED});

  void listening(int server, int port) {
    ports.set(server, port);
  }

  void closed(int server) {
    ports.set(server, CLOSED);
  }

  /** Where a server listens, or -1 while it does not. */
  public int of(int server) {
    return ports.get(server);
  }
}
