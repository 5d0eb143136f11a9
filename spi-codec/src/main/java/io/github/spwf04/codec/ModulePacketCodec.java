package io.github.spwf04.codec;

import io.github.spwf04.catalog.EventKind;
import io.github.spwf04.error.SpwfException;
import io.netty.buffer.ByteBuf;

/**
 * Reads and writes module packets in place: {@code 02}, kind and state, indication, length (two
 * bytes, little endian), payload (manual section 4, field-facts A.3 and B). No call makes an
 * object; none moves an index except {@link #encodeHeader}, which appends.
 */
public final class ModulePacketCodec {
  /** The first byte of every packet. */
  public static final int SYNC = 0x02;

  /** Bytes before the payload. */
  public static final int HEADER_LENGTH = 5;

  /** Largest payload the length field holds. */
  public static final int MAX_PAYLOAD = 0xFFFF;

  /** Indication of a line that console_verbose can suppress. */
  public static final int LINE_MASKABLE = 0xFE;

  /** Indication of a line that is always sent. */
  public static final int LINE_UNMASKABLE = 0xFF;

  /** Indication of a block of raw data. */
  public static final int DATA = 0x03;

  /** Indication of the final packet of a successful reply. */
  public static final int OK = 0x00;

  private static final int MAX_STATE = 10;

  private ModulePacketCodec() {}

  /**
   * Whether a byte can follow the sync byte: kind 1 to 3 above, wifi_state 0 to 10 below. What
   * fails this is junk, not a packet.
   */
  public static boolean plausible(int kindAndState) {
    int kind = kindAndState >> 4;
    return kind >= 1 && kind <= 3 && (kindAndState & 0x0F) <= MAX_STATE;
  }

  /** Bits 4 to 7 of the second byte of the packet that starts at {@code index}. */
  public static int kind(ByteBuf packet, int index) {
    return byteAt(packet, index, 1) >> 4;
  }

  /** Bits 0 to 3 of the second byte: wifi_state. */
  public static int state(ByteBuf packet, int index) {
    return byteAt(packet, index, 1) & 0x0F;
  }

  /** The third byte: WIND number, error id or reply indication, 0 to 255. */
  public static int indication(ByteBuf packet, int index) {
    return byteAt(packet, index, 2);
  }

  /** Length of the payload in bytes, 0 to 65535. */
  public static int payloadLength(ByteBuf packet, int index) {
    return byteAt(packet, index, 3) | byteAt(packet, index, 4) << 8;
  }

  /**
   * Whether the packet ends a reply: kind 3, no payload, and neither a line (0xFE, 0xFF) nor data
   * (0x03) (field-facts B).
   */
  public static boolean endsReply(ByteBuf packet, int index) {
    int indication = indication(packet, index);
    return kind(packet, index) == EventKind.REPLY.number()
        && payloadLength(packet, index) == 0
        && indication != DATA
        && indication != LINE_MASKABLE
        && indication != LINE_UNMASKABLE;
  }

  /** Appends a header; the payload follows by the caller's hand. */
  public static void encodeHeader(
      ByteBuf out, int kind, int state, int indication, int payloadLength) {
    checkField("kind", kind, 0x0F);
    checkField("state", state, 0x0F);
    checkField("indication", indication, 0xFF);
    checkField("payload length", payloadLength, MAX_PAYLOAD);
    out.writeByte(SYNC);
    out.writeByte(kind << 4 | state);
    out.writeByte(indication);
    out.writeShortLE(payloadLength);
  }

  /** Appends a whole packet and leaves the payload's indices alone. */
  public static void encode(ByteBuf out, int kind, int state, int indication, ByteBuf payload) {
    encodeHeader(out, kind, state, indication, payload.readableBytes());
    out.writeBytes(payload, payload.readerIndex(), payload.readableBytes());
  }

  private static int byteAt(ByteBuf packet, int index, int offset) {
    if (index < 0 || packet.writerIndex() - index < HEADER_LENGTH) {
      throw new SpwfException.MalformedPacket(
          "a module packet begins with "
              + HEADER_LENGTH
              + " bytes, here are "
              + (packet.writerIndex() - index));
    }
    return packet.getByte(index + offset) & 0xFF;
  }

  private static void checkField(String name, int value, int max) {
    if (value < 0 || value > max) {
      throw new SpwfException.InvalidInput(name + " " + value + ", 0 to " + max + " is allowed");
    }
  }
}
