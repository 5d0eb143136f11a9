package io.github.spwf04.socket;

import io.github.spwf04.catalog.Limits;
import io.github.spwf04.command.CallOptions;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.internal.Lease;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A connection through the module: an open socket client, or one client of a socket server.
 *
 * <p>Reads wait for WIND 55 and ask with SOCKQ when it is late, stale or missing (field-facts E):
 * once when they begin, then behind pauses that double from half a second to half a minute. Once a
 * WIND 55 was found missing, all sockets ask each half second, until enough of them were right. The
 * end of the stream is told only once all that had come before is read. The module holds 1500 bytes
 * for a socket unless ip_sock_memsize says otherwise; a TCP peer is held back while they are not
 * read, datagrams beyond them are dropped and told by WIND 63 ({@link
 * io.github.spwf04.event.SocketEvent.DataDropped}).
 *
 * <p>Thread-safe: one thread may read while another writes and a third closes. Readers take turns,
 * and so do writers: what one {@link #write} writes stays together. Once the socket is closed, or
 * the module was reset, every method throws {@link SpwfException.LinkLost}; a socket the module
 * opens later under the same id is out of reach for this one.
 */
public final class SpwfSocket implements AutoCloseable {
  private final Wire wire;
  private final SocketKind kind;
  private final InetAddress address;
  private final int port;
  private final Lease lease;
  private final SocketReader reader;
  private final ReentrantLock writing = new ReentrantLock();

  SpwfSocket(
      Wire wire, Announcements announcements, SocketKind kind, InetAddress address, int port) {
    this.wire = wire;
    this.kind = kind;
    this.address = address;
    this.port = port;
    this.lease = wire.lease();
    this.reader = new SocketReader(wire, announcements, kind == SocketKind.UDP);
  }

  /** The module's number for it, 0 to 7; used again after it is closed. */
  public int id() {
    return lease.id();
  }

  /** What it is. */
  public SocketKind kind() {
    return kind;
  }

  /** The peer's address. */
  public InetAddress address() {
    return address;
  }

  /** The peer's port, 0 to 65535. */
  public int port() {
    return port;
  }

  /**
   * Bytes the module holds for this socket (manual 6.39, 6.45), those aside that were taken from it
   * already and wait here.
   *
   * @throws SpwfException.Rejected with error 72 or 78 when the connection is gone
   */
  public int pending() throws InterruptedException {
    return wire.pending();
  }

  /** See {@link #inputStream}. */
  int available() throws InterruptedException {
    return reader.available();
  }

  /**
   * Reads what is there, and waits until something is (manual 6.42, 6.48). Of a UDP socket it is
   * one datagram, as long as the module has announced each; datagrams whose WIND 55 is late or
   * missing come in one piece.
   *
   * @param timeout how long to wait at most
   * @return the bytes, which the caller releases, or null at the end of the stream: the peer has
   *     closed the connection, and all it sent has been read
   * @throws SpwfException.TimedOut when nothing came in time
   * @throws SpwfException.ConnectionLost when the connection ended in another way, behind all that
   *     came before: reset, network lost, no answer; its code is that of WIND 58 or 62
   * @throws SpwfException.LinkLost when the socket is closed or lost
   */
  public @Nullable ByteBuf read(Duration timeout) throws InterruptedException {
    return reader.read(Integer.MAX_VALUE, timeout);
  }

  /**
   * As {@link #read(Duration)}, but no more than so many bytes; what is beyond stays for the next
   * read.
   *
   * @param most 1 or more
   */
  public @Nullable ByteBuf read(int most, Duration timeout) throws InterruptedException {
    if (most < 1) {
      throw new SpwfException.InvalidInput(
          "cannot read " + most + " bytes, 1 or more are possible");
    }
    return reader.read(most, timeout);
  }

  /**
   * Writes all readable bytes, cut into pieces of {@link CallOptions#writeSize} (manual 6.41, 6.47,
   * field-facts E). Those of a UDP socket are one datagram, which is not cut here: 1 to 65507
   * bytes, of which a firmware may pass on no more than 730 (field-facts E). The caller keeps the
   * buffer, its indices stay.
   *
   * @throws SpwfException.InvalidInput when this is a UDP socket and they are more than a datagram
   *     can have, or none: the module refuses a length of zero (error 33)
   * @throws SpwfException.Rejected with error 72, 78 or 79 when the peer is gone
   * @throws SpwfException.TimedOut when a piece did not come to its end in time: the socket is lost
   *     then, for nobody knows how much of the piece the peer has
   * @throws SpwfException.LinkLost when the socket is closed or lost
   */
  public void write(ByteBuf bytes) throws InterruptedException {
    boolean datagram = kind == SocketKind.UDP;
    int size = datagram ? Limits.DATAGRAM : wire.calls().options().writeSize();
    if (datagram && !bytes.isReadable()) {
      throw new SpwfException.InvalidInput("an empty datagram: the module sends 1 byte or more");
    }
    if (datagram && bytes.readableBytes() > size) {
      throw new SpwfException.InvalidInput(
          "a datagram of " + bytes.readableBytes() + " bytes, at most " + size + " are possible");
    }
    writing.lockInterruptibly();
    try {
      int from = bytes.readerIndex();
      while (from < bytes.writerIndex()) {
        int step = Math.min(size, bytes.writerIndex() - from);
        wire.write(bytes.slice(from, step));
        from += step;
      }
    } finally {
      writing.unlock();
    }
  }

  /** Writes bytes, as {@link #write(ByteBuf)} does. */
  public void write(byte[] bytes) throws InterruptedException {
    write(Unpooled.wrappedBuffer(bytes));
  }

  /**
   * The bytes that come, as a stream. A read waits at most so long and throws {@link
   * java.net.SocketTimeoutException} then; an interrupt throws {@link
   * java.io.InterruptedIOException}, a connection that was cut a {@link java.net.SocketException},
   * any other failure an {@link java.io.IOException} whose cause is the {@link SpwfException}.
   * Closing the stream closes the socket.
   *
   * <p>Its {@code available()} tells what a read gives without waiting for the peer, up to the end
   * of the datagram on UDP. What WIND 55 has announced it takes from the module, up to 64 KiB
   * before it is read: one command for each announcement, which the read saves. Where nothing was
   * announced it asks by SOCKQ at most each half second, once a WIND 55 was found missing as often
   * as a read does, and not again behind the end of the stream; between, it costs no command.
   *
   * @param timeout bound of each read
   */
  public InputStream inputStream(Duration timeout) {
    return new SocketInputStream(this, timeout);
  }

  /**
   * The bytes that go, as a stream. Each write is sent at once, so a {@link
   * java.io.BufferedOutputStream} around it saves commands. Failures are those of {@link
   * #inputStream}. Closing the stream closes the socket.
   */
  public OutputStream outputStream() {
    return new SocketOutputStream(this);
  }

  /** The bytes that come, as a channel; otherwise as {@link #inputStream}. */
  public ReadableByteChannel readableChannel(Duration timeout) {
    return Channels.newChannel(inputStream(timeout));
  }

  /** The bytes that go, as a channel; otherwise as {@link #outputStream}. */
  public WritableByteChannel writableChannel() {
    return Channels.newChannel(outputStream());
  }

  /**
   * Closes the connection (manual 6.40, 6.46). The module refuses while bytes wait to be read
   * (error 77), so they are read and dropped first. Does nothing when it is closed or lost already.
   * An interrupt ends nothing of it and is there again behind it. It takes one command timeout at
   * most, a recovery that has to go before aside; whatever it throws, the socket is left open at
   * the module, where {@link SocketCommands#closeLeaked} finds it.
   *
   * @throws SpwfException.Rejected when the module still refuses after half of the command timeout,
   *     as it does while a peer keeps streaming
   * @throws SpwfException.TimedOut when it does not answer, or not in time
   */
  @Override
  public void close() {
    boolean held = lease.giveBack();
    reader.close();
    if (!held) {
      return;
    }
    try {
      wire.closeAtModule();
    } finally {
      lease.end();
    }
  }

  @Override
  public String toString() {
    return lease.toString();
  }
}
