package io.github.spwf04.cli.capture;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Secrets;
import io.github.spwf04.cli.shared.Hex;
import io.github.spwf04.codec.PacketDecoder;
import io.github.spwf04.codec.PacketDecoder.Direction;
import io.github.spwf04.codec.PacketDecoder.Kind;
import io.github.spwf04.codec.PacketDecoder.Piece;
import io.github.spwf04.codec.PacketDescription;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a stream and what it means.
 *
 * @param description what it means
 * @param bytes its bytes
 */
public record Part(PacketDescription description, byte[] bytes) {
  /** Bytes shown in hex; 120 columns then leave some 60 for the meaning. */
  private static final int SHOWN = 14;

  /** Room for the longest, {@code +65535} behind the bytes. */
  private static final int HEX_WIDTH = 3 * SHOWN + 6;

  /** Bytes before the payload, of packets either way. */
  private static final int HEADER = 5;

  private static final int SHOWN_OF_DATA = 32;

  /** Bytes in a line of what goes beyond {@link #SHOWN}. */
  private static final int A_LINE = 32;

  /**
   * Describes a piece and releases it.
   *
   * @param inFlight the command that a reply answers, when it is known
   */
  public static Part of(Direction direction, Piece piece, @Nullable Command inFlight) {
    try {
      return new Part(
          PacketDescription.of(direction, piece, inFlight), ByteBufUtil.getBytes(piece.bytes()));
    } finally {
      piece.bytes().release();
    }
  }

  /** Cuts a whole stream into parts; none is lost, and they follow one another without a gap. */
  static List<Part> all(Direction direction, byte[] stream) {
    List<Piece> pieces = new ArrayList<>();
    int end = stream.length;
    int missingData = 0;
    boolean secret = false;
    try (PacketDecoder decoder = new PacketDecoder(direction)) {
      decoder.feed(Unpooled.wrappedBuffer(stream));
      drain(decoder, pieces);
      while (decoder.pending() > 0) {
        int offset = stream.length - decoder.pending();
        missingData = decoder.missingData();
        secret = decoder.secretPending();
        // What looks like the start of a packet is junk when a whole packet lies behind it, and a
        // packet cut short when the stream just ends.
        decoder.resync();
        List<Piece> behind = new ArrayList<>();
        drain(decoder, behind);
        if (behind.stream().noneMatch(piece -> piece.kind() == Kind.PACKET)) {
          behind.forEach(piece -> piece.bytes().release());
          end = offset;
          break;
        }
        pieces.addAll(behind);
      }
    }
    List<Part> parts = new ArrayList<>();
    for (Piece piece : joined(pieces)) {
      parts.add(of(direction, piece, null));
    }
    if (end < stream.length) {
      ByteBuf rest = Unpooled.wrappedBuffer(stream, end, stream.length - end);
      parts.add(
          new Part(
              PacketDescription.ofRest(direction, end, rest, missingData, secret),
              ByteBufUtil.getBytes(rest)));
    }
    return parts;
  }

  private static void drain(PacketDecoder decoder, List<Piece> pieces) {
    for (Piece piece = decoder.next(); piece != null; piece = decoder.next()) {
      pieces.add(piece);
    }
  }

  /** The pieces, with junk that stands side by side made one. */
  private static List<Piece> joined(List<Piece> pieces) {
    List<Piece> joined = new ArrayList<>();
    for (Piece piece : pieces) {
      Piece before = joined.isEmpty() ? null : joined.getLast();
      if (before != null && before.kind() == Kind.JUNK && piece.kind() == Kind.JUNK) {
        ByteBuf both = Unpooled.wrappedBuffer(before.bytes(), piece.bytes());
        joined.set(
            joined.size() - 1,
            new Piece(Kind.JUNK, before.offset(), both, before.secret() || piece.secret()));
      } else {
        joined.add(piece);
      }
    }
    return joined;
  }

  /** The first bytes in hex, and how many there are beyond, padded to one width. */
  public String hex() {
    int header = description.indication() == null ? 0 : HEADER;
    int shown = Math.min(hidden() ? header : SHOWN, bytes.length);
    String hex = Hex.spaced(bytes, shown);
    String more = shown < bytes.length ? " +" + (bytes.length - shown) : "";
    return (hex + more + " ".repeat(HEX_WIDTH)).substring(0, HEX_WIDTH);
  }

  /**
   * The bytes that {@link #hex} leaves out, in lines of hex; none of a packet that holds a secret.
   */
  public List<String> moreHex() {
    List<String> lines = new ArrayList<>();
    for (int from = SHOWN; !hidden() && from < bytes.length; from += A_LINE) {
      lines.add(Hex.spaced(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + A_LINE))));
    }
    return lines;
  }

  /** What it means in one line; of data also how it begins. */
  public String text() {
    if (description.isWhole() && description.name().startsWith("AT")) {
      return description.text().substring("command ".length());
    }
    if (!description.kind().equals("data") || hidden()) {
      return description.text();
    }
    int header = description.direction() == Direction.MODULE_TO_HOST ? HEADER : 0;
    int length = bytes.length - header;
    ByteBuf start = Unpooled.wrappedBuffer(bytes, header, Math.min(SHOWN_OF_DATA, length));
    return description.text()
        + " \""
        + PacketDescription.printable(start)
        + (length > SHOWN_OF_DATA ? "\"..." : "\"");
  }

  /** Whether it holds a password or a key. */
  private boolean hidden() {
    return description.payload().equals(Secrets.MASK);
  }
}
