package io.github.spwf04;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.codec.SpwfException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** An open socket server of the module (manual 6.44). Eight clients can be connected at once. */
public final class SocketServer implements AutoCloseable {
  private static final int ILLEGAL_SOCKET_ID = 76;
  private static final int PENDING_DATA = 77;

  private final Spwf04 spwf;
  private final int id;
  private final ServerKind kind;
  private final Lease lease;

  /** Who holds a client id now. Set on the owner thread, in step with the WINDs. */
  private final AtomicReferenceArray<@Nullable Lease> holders =
      new AtomicReferenceArray<>(ServerCommands.CLIENTS);

  /** Connected and not yet accepted; the module has no more client ids than this has places. */
  private final ArrayBlockingQueue<SpwfSocket> incoming =
      new ArrayBlockingQueue<>(ServerCommands.CLIENTS);

  SocketServer(Spwf04 spwf, int id, ServerKind kind, Lease lease) {
    this.spwf = spwf;
    this.id = id;
    this.kind = kind;
    this.lease = lease;
  }

  /** The module's number for it, 0 or 1. */
  public int id() {
    return id;
  }

  /** What it is. */
  public ServerKind kind() {
    return kind;
  }

  /**
   * Takes the next client that has connected (WIND 61).
   *
   * @param timeout how long to wait at most
   * @return the client, or null when none came in time
   * @throws SpwfException.LinkLost when the server was closed or lost
   */
  public @Nullable SpwfSocket accept(Duration timeout) throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    while (true) {
      long seen = lease.news();
      lease.check();
      SpwfSocket client = incoming.poll();
      if (client != null) {
        return client;
      }
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (!left.isPositive()) {
        return null;
      }
      lease.awaitNews(seen, left);
    }
  }

  /**
   * Closes the server and all its clients (manual 6.46). Bytes that clients have sent and nobody
   * read are dropped: the module refuses otherwise (error 77).
   */
  @Override
  public void close() {
    if (!lease.lose("it was closed")) {
      return;
    }
    loseClients("its server was closed");
    try {
      closeAtModule();
      spwf.servers().released(this);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return kind + " server " + id;
  }

  /** Runs on the owner thread: WIND 61. */
  void connected(int client, InetAddress address) {
    Lease held = new Lease(kind.clients() + " client " + client + " of server " + id);
    Lease old = holders.getAndSet(client, held);
    if (old != null) {
      old.lose("its id was given to another client");
    }
    SpwfSocket socket =
        new SpwfSocket(
            spwf,
            SpwfSocket.Wire.serverClient(id, client),
            kind.clients(),
            address,
            held,
            () -> holders.compareAndSet(client, held, null));
    while (!incoming.offer(socket)) {
      // Only clients that are gone already can have filled it.
      incoming.poll();
    }
    lease.wind(false);
  }

  /** Runs on the owner thread: WIND 55 or 62 of a client. */
  void wind(int client, boolean gone) {
    Lease holder = holders.get(client);
    if (holder != null) {
      holder.wind(gone);
    }
  }

  void lose(String why) {
    lease.lose(why);
    loseClients(why);
  }

  private void loseClients(String why) {
    for (int client = 0; client < ServerCommands.CLIENTS; client++) {
      Lease holder = holders.getAndSet(client, null);
      if (holder != null) {
        holder.lose(why);
      }
    }
  }

  private void closeAtModule() throws InterruptedException {
    long end = System.nanoTime() + spwf.options().commandTimeout().toNanos();
    while (true) {
      try {
        spwf.call(Command.SOCKDC, spwf.options().commandTimeout(), _ -> true, id);
        return;
      } catch (SpwfException.Rejected e) {
        if (e.error().id() == ILLEGAL_SOCKET_ID) {
          return;
        }
        if (e.error().id() != PENDING_DATA || System.nanoTime() - end > 0) {
          throw e;
        }
        drain();
      }
    }
  }

  /** Reads and drops what the module holds for any client. */
  private void drain() throws InterruptedException {
    for (SocketInfo client : spwf.servers().list()) {
      if (client.server() == id && client.pending() > 0) {
        spwf.call(
            Command.SOCKDR,
            spwf.options().commandTimeout(),
            reply -> reply.dataBytes(),
            id,
            client.id());
      }
    }
  }
}
