package io.github.spwf04;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.codec.SpwfException;
import io.github.spwf04.session.Reply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection through the module: an open socket client, or one client of a socket server.
 * Thread-safe: one thread may read while another writes.
 *
 * <p>Reads wait for WIND 55 and ask with SOCKQ when it is late, stale or missing (field-facts E).
 * The end of the stream is told only once all that had come before is read.
 */
public final class SpwfSocket implements AutoCloseable {
  /** How long a reader relies on WIND 55 before it asks by itself. */
  private static final Duration ASK_AGAIN = Duration.ofMillis(500);

  private static final int CLOSED_SOCKET = 72;
  private static final int ILLEGAL_SOCKET_ID = 76;
  private static final int PENDING_DATA = 77;
  private static final int SOCKET_NOT_CONNECTED = 78;

  /**
   * The commands of a kind of connection; each takes the ids first.
   *
   * @param ids what the module calls the connection: client id, or server id and client id
   */
  record Wire(Command query, Command read, Command write, Command close, List<Integer> ids) {
    static Wire client(int id) {
      return new Wire(Command.SOCKQ, Command.SOCKR, Command.SOCKW, Command.SOCKC, List.of(id));
    }

    static Wire serverClient(int server, int client) {
      return new Wire(
          Command.SOCKDQ, Command.SOCKDR, Command.SOCKDW, Command.SOCKDC, List.of(server, client));
    }
  }

  private final Spwf04 spwf;
  private final Wire wire;
  private final SocketKind kind;
  private final InetAddress address;
  private final Runnable onClose;
  private final Lease lease;

  /**
   * @param onClose tells the table that the id is free
   */
  SpwfSocket(
      Spwf04 spwf, Wire wire, SocketKind kind, InetAddress address, Lease lease, Runnable onClose) {
    this.spwf = spwf;
    this.wire = wire;
    this.kind = kind;
    this.address = address;
    this.lease = lease;
    this.onClose = onClose;
  }

  /** The module's number for it, 0 to 7; used again after it is closed. */
  public int id() {
    return wire.ids.getLast();
  }

  /** What it is. */
  public SocketKind kind() {
    return kind;
  }

  /** The peer's address. */
  public InetAddress address() {
    return address;
  }

  /** Bytes the module holds for this socket (manual 6.39, 6.45). */
  public int pending() throws InterruptedException {
    lease.check();
    return spwf.call(
        wire.query,
        spwf.options().commandTimeout(),
        reply -> (int) reply.only("Query").number("len"),
        wire.ids.toArray());
  }

  /**
   * Reads what is there, and waits until something is (manual 6.42, 6.48).
   *
   * @param timeout how long to wait at most
   * @return the bytes, which the caller releases, or null at the end of the stream
   * @throws SpwfException.TimedOut when nothing came in time
   */
  public @Nullable ByteBuf read(Duration timeout) throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    while (true) {
      long seen = lease.news();
      boolean over = lease.ended();
      int pending = pendingOrGone();
      if (pending > 0) {
        ByteBuf data = readNow();
        if (data.isReadable()) {
          return data;
        }
        data.release();
      } else if (over || pending < 0) {
        return null;
      }
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (!left.isPositive()) {
        throw new SpwfException.TimedOut(
            this + ": nothing to read within " + timeout.toMillis() + " ms");
      }
      lease.awaitNews(seen, left.compareTo(ASK_AGAIN) < 0 ? left : ASK_AGAIN);
    }
  }

  /**
   * Writes all readable bytes, cut into pieces the firmware takes (manual 6.41, 6.47, field-facts
   * E). The caller keeps the buffer, its indices stay.
   *
   * @throws SpwfException.Rejected with error 72, 78 or 79 when the peer is gone
   */
  public void write(ByteBuf bytes) throws InterruptedException {
    int from = bytes.readerIndex();
    while (from < bytes.writerIndex()) {
      lease.check();
      int step = Math.min(spwf.options().writeSize(), bytes.writerIndex() - from);
      List<Object> arguments = new ArrayList<>(wire.ids);
      arguments.add(step);
      spwf.call(
          wire.write,
          Spwf04.arguments(arguments.toArray()),
          bytes.slice(from, step),
          spwf.options().commandTimeout(),
          _ -> true);
      from += step;
    }
  }

  /** Writes bytes, as {@link #write(ByteBuf)} does. */
  public void write(byte[] bytes) throws InterruptedException {
    write(Unpooled.wrappedBuffer(bytes));
  }

  /**
   * Closes the connection (manual 6.40, 6.46). The module refuses while bytes wait to be read
   * (error 77), so they are read and dropped first. Does nothing when it is closed or lost already.
   * An interrupt ends the wait and leaves the socket open at the module.
   *
   * @throws SpwfException.Rejected when the module still refuses after the command timeout, as it
   *     does while a peer keeps streaming
   */
  @Override
  public void close() {
    if (!lease.lose("it was closed")) {
      return;
    }
    try {
      closeAtModule();
      onClose.run();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return kind + " socket " + wire.ids + " of " + address.getHostAddress();
  }

  private void closeAtModule() throws InterruptedException {
    long end = System.nanoTime() + spwf.options().commandTimeout().toNanos();
    while (true) {
      try {
        spwf.call(wire.close, spwf.options().commandTimeout(), _ -> true, wire.ids.toArray());
        return;
      } catch (SpwfException.Rejected e) {
        if (e.error().id() == ILLEGAL_SOCKET_ID) {
          return;
        }
        if (e.error().id() != PENDING_DATA || System.nanoTime() - end > 0) {
          throw e;
        }
        readNow().release();
      }
    }
  }

  /** The pending bytes, or -1 when the module says that the connection is gone. */
  private int pendingOrGone() throws InterruptedException {
    try {
      return pending();
    } catch (SpwfException.Rejected e) {
      return switch (e.error().id()) {
        case CLOSED_SOCKET, SOCKET_NOT_CONNECTED -> -1;
        default -> throw e;
      };
    }
  }

  /** Takes what the module holds; without a length it gives everything. */
  private ByteBuf readNow() throws InterruptedException {
    return spwf.call(
        wire.read, spwf.options().commandTimeout(), Reply::takeData, wire.ids.toArray());
  }
}
