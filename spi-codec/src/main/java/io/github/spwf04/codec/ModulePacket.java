package io.github.spwf04.codec;

import io.netty.buffer.ByteBuf;

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

  /** A block of raw data of a reply. */
  record ReplyData(int state, ByteBuf payload) implements ModulePacket {}

  /** The end of a reply. {@code id} 0 is OK, any other an error of Table 10. */
  record ReplyEnd(int state, int id) implements ModulePacket {
    @Override
    public ByteBuf payload() {
      return io.netty.buffer.Unpooled.EMPTY_BUFFER;
    }
  }

  /**
   * Reads the packet at the reader index and leaves the indices alone.
   *
   * @throws SpwfException.MalformedPacket when the bytes are no whole packet
   */
  static ModulePacket decode(ByteBuf packet) {
    throw new UnsupportedOperationException();
  }

  /** Appends the packet. */
  default void encode(ByteBuf out) {
    throw new UnsupportedOperationException();
  }
}
