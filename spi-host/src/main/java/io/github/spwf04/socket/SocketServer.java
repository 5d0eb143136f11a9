package io.github.spwf04.socket;

import io.github.spwf04.command.ModuleCalls;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.SocketEvent.ClientConnected;
import io.github.spwf04.internal.Lease;
import io.github.spwf04.internal.LeaseTable;
import io.github.spwf04.time.Time;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * An open socket server of the module (manual 6.44). Eight clients can be connected at once;
 * further ones are turned away by the module and told by WIND 83 ({@link
 * io.github.spwf04.event.SocketEvent.ClientRefused}). A client of a UDP server is a peer that has
 * sent a datagram.
 */
public final class SocketServer implements AutoCloseable {
  private final OpenServers open;
  private final ModuleCalls calls;
  private final Announcements announcements;
  private final ServerKind kind;
  private final int port;
  private final Lease lease;
  private final LeaseTable clients;

  /** Connected and not yet accepted; the module has no more client ids than this has places. */
  private final ArrayBlockingQueue<SpwfSocket> incoming =
      new ArrayBlockingQueue<>(OpenServers.CLIENTS);

  SocketServer(
      OpenServers open,
      ModuleCalls calls,
      Announcements announcements,
      ServerKind kind,
      int port,
      Lease lease) {
    this.open = open;
    this.calls = calls;
    this.announcements = announcements;
    this.kind = kind;
    this.port = port;
    this.lease = lease;
    this.clients = new LeaseTable(OpenServers.CLIENTS, calls.time());
  }

  /** The module's number for it, 0 or 1. */
  public int id() {
    return lease.id();
  }

  /** What it is. */
  public ServerKind kind() {
    return kind;
  }

  /** The port it listens on, 0 to 65535. */
  public int port() {
    return port;
  }

  /**
   * Takes the next client that has connected (WIND 61). A client that is gone again by then can
   * still be read: what it sent, and the end behind it.
   *
   * @param timeout how long to wait at most
   * @return the client, or null when none came in time
   * @throws SpwfException.LinkLost when the server was closed or lost
   */
  public @Nullable SpwfSocket accept(Duration timeout) throws InterruptedException {
    Time time = calls.time();
    long end = time.deadline(timeout);
    while (true) {
      long seen = lease.news();
      lease.check();
      SpwfSocket client = incoming.poll();
      if (client != null) {
        return client;
      }
      Duration left = time.until(end);
      if (!left.isPositive()) {
        return null;
      }
      lease.awaitNews(seen, left);
    }
  }

  /**
   * Closes the server and all its clients (manual 6.46). Bytes that clients have sent and nobody
   * read are dropped: the module refuses otherwise (error 77). Does nothing when it is closed or
   * lost already. An interrupt ends nothing of it and is there again behind it. It takes one
   * command timeout at most, a recovery that has to go before aside; whatever it throws, the server
   * is left open at the module, where {@link ServerCommands#closeLeaked} finds it.
   *
   * @throws SpwfException.Rejected when the module still refuses after half of the command timeout
   * @throws SpwfException.TimedOut when it does not answer, or not in time
   */
  @Override
  public void close() {
    if (!lease.giveBack()) {
      return;
    }
    clients.lose("its server was closed");
    try {
      new ServerCommands(calls).close(id(), lease::checkId);
    } finally {
      open.released(this);
      lease.end();
    }
  }

  @Override
  public String toString() {
    return lease.toString();
  }

  /** Who holds its clients. */
  LeaseTable clients() {
    return clients;
  }

  /** Runs on the owner thread: WIND 61. */
  void connected(ClientConnected event) {
    if (event.client() < 0 || event.client() >= OpenServers.CLIENTS) {
      return;
    }
    Lease client =
        clients.grant(
            event.client(),
            kind.clients() + " client " + event.client() + " of server " + id(),
            kind.clients() == SocketKind.UDP);
    SpwfSocket socket =
        new SpwfSocket(
            Wire.serverClient(calls, id(), client),
            announcements,
            kind.clients(),
            event.address(),
            event.port());
    while (!incoming.offer(socket)) {
      // Only clients that are gone already can have filled it.
      incoming.poll();
    }
    lease.touch();
  }

  void lose(String why) {
    lease.lose(why);
    clients.lose(why);
  }
}
