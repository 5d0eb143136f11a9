package io.github.spwf04.codec;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Finds packets in a stream of bytes that comes in any split, with junk between them. One direction
 * each; not thread-safe. Feed it, then call {@link #next} until it returns null.
 */
public final class PacketDecoder implements AutoCloseable {

  /** Whose packets the stream holds. */
  public enum Direction {
    HOST_TO_MODULE,
    MODULE_TO_HOST
  }

  /** What a piece of the stream is. */
  public enum Kind {
    /** A whole packet. */
    PACKET,
    /** The bytes of a data phase, all of them. */
    DATA,
    /** Bytes that belong to no packet. */
    JUNK
  }

  /**
   * A piece of the stream.
   *
   * @param kind what it is
   * @param offset of its first byte in the stream
   * @param bytes its bytes, a slice of what was fed where it lay in one piece; the receiver
   *     releases it
   */
  public record Piece(Kind kind, long offset, ByteBuf bytes) {}

  public PacketDecoder(Direction direction) {
    throw new UnsupportedOperationException();
  }

  /** Takes bytes, and ownership of the buffer. */
  public void feed(ByteBuf bytes) {
    throw new UnsupportedOperationException();
  }

  /** The next piece of the stream, or null when it needs more bytes. */
  public @Nullable Piece next() {
    throw new UnsupportedOperationException();
  }

  /** Bytes that wait for the rest of their packet. */
  public int pending() {
    throw new UnsupportedOperationException();
  }

  /**
   * Gives up on the packet that is half there: its sync byte is junk, and the bytes behind it are
   * searched again. To be called when the stream has gone quiet.
   */
  public void resync() {
    throw new UnsupportedOperationException();
  }

  /** Releases what is held. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
