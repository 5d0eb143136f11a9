package io.github.spwf04.codec;

import io.netty.buffer.ByteBuf;

/**
 * Reads and writes host packets in place: {@code 02}, length (two bytes, big endian, the data phase
 * counted in), command id, number of parameters, then a length byte and the bytes of each parameter
 * (manual section 4, field-facts A.3 and A.5). No call makes an object.
 *
 * <p>Writing: {@link #start}, one call a parameter, {@link #finish}.
 */
public final class HostPacketCodec {
  /** Bytes before the first parameter. */
  public static final int HEADER_LENGTH = 5;

  /** Largest command packet, sync and length field counted in, the data phase not. */
  public static final int MAX_COMMAND = 512;

  /** Largest parameter in bytes. */
  public static final int MAX_PARAMETER = 255;

  private HostPacketCodec() {}

  /**
   * Appends the header of a command without parameters.
   *
   * @return the index it starts at, for the other calls
   */
  public static int start(ByteBuf out, int commandId) {
    throw new UnsupportedOperationException();
  }

  /** Appends a parameter: the readable bytes of {@code value}, whose indices stay. */
  public static void parameter(ByteBuf out, int start, ByteBuf value) {
    throw new UnsupportedOperationException();
  }

  /** Appends a parameter as UTF-8. */
  public static void parameter(ByteBuf out, int start, CharSequence value) {
    throw new UnsupportedOperationException();
  }

  /** Appends a parameter as ASCII digits. */
  public static void parameter(ByteBuf out, int start, long value) {
    throw new UnsupportedOperationException();
  }

  /** Appends an omitted parameter: length 0. */
  public static void omitted(ByteBuf out, int start) {
    throw new UnsupportedOperationException();
  }

  /** Fills in the length: everything since {@code start}, and the data that will follow. */
  public static void finish(ByteBuf out, int start, int dataLength) {
    throw new UnsupportedOperationException();
  }

  /** The command id of the packet at {@code index}. */
  public static int commandId(ByteBuf packet, int index) {
    throw new UnsupportedOperationException();
  }

  /** The number of parameters of the packet at {@code index}, 0 to 255. */
  public static int parameterCount(ByteBuf packet, int index) {
    throw new UnsupportedOperationException();
  }

  /** The length field of the packet at {@code index}. */
  public static int length(ByteBuf packet, int index) {
    throw new UnsupportedOperationException();
  }
}
