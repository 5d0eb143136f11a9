package io.github.spwf04.codec;

import io.github.spwf04.catalog.EventKind;
import io.github.spwf04.error.SpwfException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * A module packet as a value, for code that is not in a hurry. Payloads are slices of the buffer
 * that was decoded and live as long as it does; records hold no reference of their own.
 */
public sealed interface ModulePacket {

  /** wifi_state at the time of the packet, 0 to 15; 0 to 10 have a meaning. */
  int state();

  /** The bytes behind the header; empty for none. */
  ByteBuf payload();

  /** An asynchronous message. */
  record WindPacket(int state, int number, ByteBuf payload) implements ModulePacket {}

  /** A critical error, with an id of Table 10. */
  record CriticalError(int state, int id, ByteBuf payload) implements ModulePacket {}

  /**
   * A line of a reply; without payload it is a line of constant text (field-facts B, the trap).
   *
   * @param indication 0xFE maskable, 0xFF not; any other number that came with a payload
   */
  record ReplyLine(int state, int indication, ByteBuf payload) implements ModulePacket {}

  /**
   * A block of raw data of a reply. An empty one is data too and no error 3, which Table 10
   * reserves.
   *
   * @param indication 0x03; 0x00 for data that came as an OK with a payload, which nobody has seen
   *     and ST's driver would take for data
   */
  record ReplyData(int state, int indication, ByteBuf payload) implements ModulePacket {}

  /** The end of a reply. {@code id} 0 is OK, any other an error of Table 10. */
  record ReplyEnd(int state, int id) implements ModulePacket {
    @Override
    public ByteBuf payload() {
      return Unpooled.EMPTY_BUFFER;
    }
  }

  /**
   * Reads the packet at the reader index and leaves the indices alone. Bytes behind it do not
   * matter.
   *
   * @throws SpwfException.MalformedPacket when the bytes are no whole packet
   */
  static ModulePacket decode(ByteBuf packet) {
    int at = packet.readerIndex();
    int kind = ModulePacketCodec.kind(packet, at);
    if (packet.getByte(at) != ModulePacketCodec.SYNC) {
      throw new SpwfException.MalformedPacket(
          "a packet begins with 0x02, here is 0x%02X".formatted(packet.getByte(at)));
    }
    int length = ModulePacketCodec.payloadLength(packet, at);
    int there = packet.readableBytes() - ModulePacketCodec.HEADER_LENGTH;
    if (there < length) {
      throw new SpwfException.MalformedPacket(
          "the header announces " + length + " bytes of payload, here are " + there);
    }
    int state = ModulePacketCodec.state(packet, at);
    int indication = ModulePacketCodec.indication(packet, at);
    ByteBuf payload = packet.slice(at + ModulePacketCodec.HEADER_LENGTH, length);
    return switch (EventKind.byNumber(kind)) {
      case WIND -> new WindPacket(state, indication, payload);
      case CRITICAL_ERROR -> new CriticalError(state, indication, payload);
      case REPLY -> {
        if (ModulePacketCodec.endsReply(packet, at)) {
          yield new ReplyEnd(state, indication);
        }
        yield indication == ModulePacketCodec.DATA || indication == ModulePacketCodec.OK
            ? new ReplyData(state, indication, payload)
            : new ReplyLine(state, indication, payload);
      }
      case null ->
          throw new SpwfException.MalformedPacket("kind of event " + kind + ", 1 to 3 exist");
    };
  }

  /** Appends the packet and leaves the payload's indices alone. */
  default void encode(ByteBuf out) {
    switch (this) {
      case WindPacket(int state, int number, ByteBuf payload) ->
          ModulePacketCodec.encode(out, EventKind.WIND.number(), state, number, payload);
      case CriticalError(int state, int id, ByteBuf payload) ->
          ModulePacketCodec.encode(out, EventKind.CRITICAL_ERROR.number(), state, id, payload);
      case ReplyLine(int state, int indication, ByteBuf payload) ->
          ModulePacketCodec.encode(out, EventKind.REPLY.number(), state, indication, payload);
      case ReplyData(int state, int indication, ByteBuf payload) ->
          ModulePacketCodec.encode(out, EventKind.REPLY.number(), state, indication, payload);
      case ReplyEnd(int state, int id) ->
          ModulePacketCodec.encodeHeader(out, EventKind.REPLY.number(), state, id, 0);
    }
  }
}
