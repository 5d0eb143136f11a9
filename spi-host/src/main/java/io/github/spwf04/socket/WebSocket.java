package io.github.spwf04.socket;

import io.github.spwf04.command.CallOptions;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.internal.Lease;
import io.github.spwf04.socket.SocketReader.Piece;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An open web socket (manual 6.61). Messages go and come whole ({@link #sendText}, {@link
 * #sendBinary}, {@link #receive}) or by frame ({@link #send}, {@link #receiveFrame}).
 *
 * <p>The module announces what arrives by WIND 88, with the flags that tell where a frame and a
 * message end; it does not tell text from binary messages. When a WIND 88 is missing, what waits is
 * taken for a whole message.
 *
 * <p>Thread-safe: one thread may receive while another sends and a third closes. Once it is closed,
 * or the module was reset, every method throws {@link SpwfException.LinkLost}.
 */
public final class WebSocket implements AutoCloseable {
  /** Longest message that {@link #receive} puts together, 1 MiB. */
  public static final int MAX_MESSAGE = 1 << 20;

  private static final int STATUS_MAX = 65535;

  private final Wire wire;
  private final Lease lease;
  private final SocketReader reader;
  private final ReentrantLock sending = new ReentrantLock();
  private final ReentrantLock receiving = new ReentrantLock();

  /** Frames of a message that is not whole yet; kept when a wait for the rest times out. */
  private @Nullable CompositeByteBuf begun;

  /**
   * A frame, or a fragment of one.
   *
   * @param data its bytes, for the receiver to release
   * @param lastFragment whether the frame ends with it
   * @param lastFrame whether the message ends with this frame
   */
  public record Frame(ByteBuf data, boolean lastFragment, boolean lastFrame) {}

  WebSocket(Wire wire, Announcements announcements) {
    this.wire = wire;
    this.lease = wire.lease();
    this.reader = new SocketReader(wire, announcements, true);
  }

  /** The module's number for it, 0 or 1; used again after it is closed. */
  public int id() {
    return lease.id();
  }

  /** Bytes the module holds for it (manual 6.62). */
  public int pending() throws InterruptedException {
    return wire.pending();
  }

  /** Sends a text message, as UTF-8; otherwise as {@link #sendBinary}. */
  public void sendText(String message) throws InterruptedException {
    sendMessage(Unpooled.wrappedBuffer(message.getBytes(StandardCharsets.UTF_8)), false);
  }

  /**
   * Sends a binary message (manual 6.64), in frames of {@link CallOptions#writeSize} at most. The
   * caller keeps the buffer, its indices stay.
   *
   * @param message 1 byte or more: the module refuses a length of zero (error 33)
   * @throws SpwfException.InvalidInput when it is empty
   * @throws SpwfException.Rejected when the server is gone
   * @throws SpwfException.LinkLost when the web socket is closed or lost
   */
  public void sendBinary(ByteBuf message) throws InterruptedException {
    sendMessage(message, true);
  }

  private void sendMessage(ByteBuf message, boolean binary) throws InterruptedException {
    int size = wire.calls().options().writeSize();
    sending.lockInterruptibly();
    try {
      int from = message.readerIndex();
      do {
        int step = Math.min(size, message.writerIndex() - from);
        boolean last = from + step == message.writerIndex();
        write(message.slice(from, step), last, true, binary);
        from += step;
      } while (from < message.writerIndex());
    } finally {
      sending.unlock();
    }
  }

  /**
   * Sends one fragment (manual 6.64); who uses this takes care that the flags make whole messages,
   * and that nobody else sends between.
   *
   * @param data 1 byte to {@link CallOptions#writeSize} bytes; the caller keeps the buffer
   * @param lastFrame whether the message ends with this frame
   * @param lastFragment whether the frame ends with this fragment
   * @param binary whether the message is binary
   * @throws SpwfException.InvalidInput when it is longer, or empty
   */
  public void send(ByteBuf data, boolean lastFrame, boolean lastFragment, boolean binary)
      throws InterruptedException {
    int size = wire.calls().options().writeSize();
    if (data.readableBytes() > size) {
      throw new SpwfException.InvalidInput(
          "a fragment of "
              + data.readableBytes()
              + " bytes, at most "
              + size
              + " are allowed (writeSize)");
    }
    sending.lockInterruptibly();
    try {
      write(data, lastFrame, lastFragment, binary);
    } finally {
      sending.unlock();
    }
  }

  private void write(ByteBuf data, boolean lastFrame, boolean lastFragment, boolean binary)
      throws InterruptedException {
    wire.write(data, lastFrame ? 1 : 0, lastFragment ? 1 : 0, binary ? 1 : 0);
  }

  /**
   * Waits for the next message.
   *
   * @param timeout bound of the wait for each of its frames
   * @return the message, which the caller releases, or null when the server has closed (WIND 89)
   *     and all that came before was read
   * @throws SpwfException.TimedOut when the next frame did not come in time; what has come of the
   *     message is kept for the next call
   * @throws SpwfException.MalformedPacket when the message is longer than {@link #MAX_MESSAGE}; it
   *     is dropped up to here
   */
  public @Nullable ByteBuf receive(Duration timeout) throws InterruptedException {
    receiving.lockInterruptibly();
    try {
      while (true) {
        Piece piece = reader.piece(timeout);
        CompositeByteBuf message = begun;
        if (piece == null) {
          drop();
          return null;
        }
        boolean last = piece.arrival().lastFrame() && piece.arrival().lastFragment();
        if (message == null && last) {
          return piece.data();
        }
        if (message == null) {
          message = piece.data().alloc().compositeBuffer(Integer.MAX_VALUE);
          begun = message;
        }
        message.addComponent(true, piece.data());
        if (message.readableBytes() > MAX_MESSAGE) {
          drop();
          throw new SpwfException.MalformedPacket(
              lease + ": a message of more than " + MAX_MESSAGE + " bytes; read it by frames");
        }
        if (last) {
          begun = null;
          return message;
        }
      }
    } finally {
      receiving.unlock();
    }
  }

  /** As {@link #receive}, as text. */
  public @Nullable String receiveText(Duration timeout) throws InterruptedException {
    ByteBuf message = receive(timeout);
    if (message == null) {
      return null;
    }
    try {
      return message.toString(StandardCharsets.UTF_8);
    } finally {
      message.release();
    }
  }

  /**
   * Waits for the next frame, or fragment of a frame.
   *
   * @return the frame, or null when the server has closed (WIND 89) and all that came before was
   *     read
   * @throws SpwfException.TimedOut when none came in time
   */
  public @Nullable Frame receiveFrame(Duration timeout) throws InterruptedException {
    receiving.lockInterruptibly();
    try {
      Piece piece = reader.piece(timeout);
      return piece == null
          ? null
          : new Frame(piece.data(), piece.arrival().lastFragment(), piece.arrival().lastFrame());
    } finally {
      receiving.unlock();
    }
  }

  /** Closes it with the module's choice of a status, normal closure; as {@link #close(int)}. */
  @Override
  public void close() {
    closeWith();
  }

  /**
   * Closes it (manual 6.63). The module refuses while bytes wait (error 77), so they are read and
   * dropped first. Does nothing when it is closed or lost already. An interrupt ends nothing of it
   * and is there again behind it. It takes one command timeout at most, a recovery that has to go
   * before aside; whatever it throws, the web socket is left open at the module, where {@link
   * WebSocketCommands#closeLeaked} finds it.
   *
   * @param status 0 to 65535: 0 normal closure, 1 going away, otherwise a status of RFC 6455
   * @throws SpwfException.InvalidInput for another status
   * @throws SpwfException.Rejected when the module still refuses after half of the command timeout
   * @throws SpwfException.TimedOut when it does not answer, or not in time
   */
  public void close(int status) {
    if (status < 0 || status > STATUS_MAX) {
      throw new SpwfException.InvalidInput("status " + status + ", 0 to 65535 are allowed");
    }
    closeWith(status);
  }

  private void closeWith(Object... status) {
    boolean held = lease.giveBack();
    reader.close();
    try {
      if (held) {
        wire.closeAtModule(status);
      }
    } finally {
      if (held) {
        lease.end();
      }
      // A receiver was woken by the lost lease and lets go. Behind the closing, whose time the wait
      // for its last command would use up.
      receiving.lock();
      try {
        drop();
      } finally {
        receiving.unlock();
      }
    }
  }

  @Override
  public String toString() {
    return lease.toString();
  }

  private void drop() {
    CompositeByteBuf message = begun;
    begun = null;
    if (message != null) {
      message.release();
    }
  }
}
