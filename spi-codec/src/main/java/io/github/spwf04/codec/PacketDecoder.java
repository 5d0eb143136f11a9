package io.github.spwf04.codec;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.EventKind;
import io.github.spwf04.catalog.Fields;
import io.github.spwf04.catalog.Secrets;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds packets in a stream of bytes that comes in any split, with junk between them. One direction
 * each; not thread-safe. Feed it, then call {@link #next} until it returns null.
 *
 * <p>A byte that begins no plausible packet is junk: for the module a sync byte with kind and state
 * behind it, for the host a length that agrees with the parameters. What merely looks like a packet
 * and never ends holds up what follows until {@link #resync}.
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
   * @param secret whether it holds a password or a key that it does not tell by itself: data that
   *     are a key, a value whose name came in the line before, or what is left of either
   */
  public record Piece(Kind kind, long offset, ByteBuf bytes, boolean secret) {
    public Piece(Kind kind, long offset, ByteBuf bytes) {
      this(kind, offset, bytes, false);
    }
  }

  /** Answers of {@link #length} beside a length. */
  private static final int MORE = 0;

  private static final int NO_PACKET = -1;

  private final Direction direction;
  private @Nullable ByteBuf pending;

  /** Whether {@link #pending} is a buffer of our own, to which can be appended. */
  private boolean appendable;

  private long offset;
  private int dataDue;
  private boolean secretData;

  /** Whether a line has named a secret variable whose value comes as the next (field-facts B.2). */
  private boolean secretValueDue;

  /** Whether the rest of what {@link #resync} has given up may be secret. */
  private boolean secretRest;

  /** How many bytes from the reader index on are known to begin no packet. */
  private int ruledOut;

  /** A decoder for one direction. */
  public PacketDecoder(Direction direction) {
    this.direction = direction;
  }

  /** Takes bytes, and ownership of the buffer. */
  public void feed(ByteBuf bytes) {
    ByteBuf held = pending;
    if (held == null) {
      pending = bytes;
      appendable = false;
      return;
    }
    try {
      if (!appendable || held.readerIndex() > held.capacity() / 2) {
        ByteBuf joined = bytes.alloc().buffer(held.readableBytes() + bytes.readableBytes());
        joined.writeBytes(held, held.readerIndex(), held.readableBytes());
        held.release();
        pending = joined;
        appendable = true;
        held = joined;
      }
      held.writeBytes(bytes, bytes.readerIndex(), bytes.readableBytes());
    } finally {
      bytes.release();
    }
  }

  /** The next piece of the stream, or null when it needs more bytes. */
  public @Nullable Piece next() {
    ByteBuf held = pending;
    if (held == null) {
      return null;
    }
    if (dataDue > 0) {
      if (held.readableBytes() < dataDue) {
        return null;
      }
      int length = dataDue;
      dataDue = 0;
      return take(held, Kind.DATA, length);
    }
    int start = held.readerIndex();
    int end = held.writerIndex();
    for (int at = start + ruledOut; at < end; at++) {
      int length = length(held, at, end);
      if (length == NO_PACKET) {
        continue;
      }
      if (at > start) {
        return take(held, Kind.JUNK, at - start);
      }
      if (length == MORE || end - at < length) {
        return null;
      }
      if (direction == Direction.HOST_TO_MODULE) {
        HostPacket packet = HostPacket.decode(held.slice(at, length));
        dataDue = packet.dataLength();
        secretData = isSecretData(packet);
      }
      return take(held, Kind.PACKET, length);
    }
    if (end > start) {
      return take(held, Kind.JUNK, end - start);
    }
    held.release();
    pending = null;
    return null;
  }

  /** Bytes that wait for the rest of their packet. */
  public int pending() {
    return pending == null ? 0 : pending.readableBytes();
  }

  /** Bytes still to come of a data phase whose command has come; 0 outside of one. */
  public int missingData() {
    return dataDue == 0 ? 0 : dataDue - pending();
  }

  /** Whether what waits may hold a part of a password or a key. */
  public boolean secretPending() {
    ByteBuf held = pending;
    if (held == null || !held.isReadable()) {
      return false;
    }
    return dataDue > 0
        ? secretData
        : secretValueDue || CutPacket.of(direction, held.slice(), 0).secret();
  }

  /**
   * Gives up on the packet that is half there: its sync byte is junk, and the bytes behind it are
   * searched again. To be called when the stream has gone quiet.
   */
  public void resync() {
    secretRest = secretPending();
    if (dataDue > 0) {
      dataDue = 0;
    } else if (pending() > 0) {
      ruledOut = 1;
    }
  }

  /** Releases what is held. */
  @Override
  public void close() {
    ByteBuf held = pending;
    pending = null;
    ruledOut = 0;
    dataDue = 0;
    secretValueDue = false;
    secretRest = false;
    if (held != null) {
      held.release();
    }
  }

  private Piece take(ByteBuf held, Kind kind, int length) {
    boolean secret =
        switch (kind) {
          case DATA -> secretData;
          case JUNK ->
              secretRest
                  || CutPacket.of(direction, held.slice(held.readerIndex(), length), 0).secret();
          case PACKET -> isSecretValue(held);
        };
    if (kind == Kind.PACKET) {
      secretRest = false;
    }
    Piece piece = new Piece(kind, offset, held.readRetainedSlice(length), secret);
    offset += length;
    ruledOut = 0;
    return piece;
  }

  private boolean isSecretValue(ByteBuf held) {
    int at = held.readerIndex();
    if (direction == Direction.HOST_TO_MODULE
        || ModulePacketCodec.kind(held, at) != EventKind.REPLY.number()) {
      return false;
    }
    boolean value = secretValueDue;
    int length = ModulePacketCodec.payloadLength(held, at);
    Fields named = Secrets.secretLine(held.slice(at + ModulePacketCodec.HEADER_LENGTH, length));
    secretValueDue = named != null && !named.values().getLast().isReadable();
    return value && length > 0;
  }

  private static boolean isSecretData(HostPacket packet) {
    Command command = Command.byId(packet.commandId());
    String first =
        packet.parameters().isEmpty()
            ? null
            : packet.parameters().getFirst().toString(StandardCharsets.ISO_8859_1);
    return command != null && Secrets.isSecretData(command, first);
  }

  /** Length of the packet that begins at {@code at}, {@link #MORE} or {@link #NO_PACKET}. */
  private int length(ByteBuf bytes, int at, int end) {
    if (bytes.getByte(at) != ModulePacketCodec.SYNC) {
      return NO_PACKET;
    }
    return switch (direction) {
      case MODULE_TO_HOST -> moduleLength(bytes, at, end);
      case HOST_TO_MODULE -> hostLength(bytes, at, end);
    };
  }

  private static int moduleLength(ByteBuf bytes, int at, int end) {
    if (at + 1 < end && !ModulePacketCodec.plausible(bytes.getUnsignedByte(at + 1))) {
      return NO_PACKET;
    }
    return end - at < ModulePacketCodec.HEADER_LENGTH
        ? MORE
        : ModulePacketCodec.HEADER_LENGTH + ModulePacketCodec.payloadLength(bytes, at);
  }

  private static int hostLength(ByteBuf bytes, int at, int end) {
    if (end - at < 3) {
      return MORE;
    }
    int counted = 3 + bytes.getUnsignedShort(at + 1);
    if (counted < HostPacketCodec.HEADER_LENGTH) {
      return NO_PACKET;
    }
    if (end - at < HostPacketCodec.HEADER_LENGTH) {
      return MORE;
    }
    int length = HostPacketCodec.HEADER_LENGTH;
    for (int left = HostPacketCodec.parameterCount(bytes, at); left > 0; left--) {
      if (length + 1 > counted || length + 1 > HostPacketCodec.MAX_COMMAND) {
        return NO_PACKET;
      }
      if (end - at <= length) {
        return MORE;
      }
      length += 1 + bytes.getUnsignedByte(at + length);
    }
    if (length > counted || length > HostPacketCodec.MAX_COMMAND) {
      return NO_PACKET;
    }
    if (end - at < length) {
      return MORE;
    }
    return counted == length || announcesData(bytes.slice(at, length), counted - length)
        ? length
        : NO_PACKET;
  }

  /** Whether the bytes that the length field counts beyond the parameters can be data. */
  private static boolean announcesData(ByteBuf packet, int beyond) {
    HostPacket decoded = HostPacket.decode(packet);
    Command command = Command.byId(decoded.commandId());
    List<ByteBuf> parameters = decoded.parameters();
    if (command == null) {
      return true;
    }
    int announced = DataPhase.length(command, parameters);
    return announced >= 0 ? announced == beyond : DataPhase.follows(command, parameters);
  }
}
