package io.github.spwf04.codec;

import io.github.spwf04.catalog.Limits;
import io.github.spwf04.error.SpwfException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

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
  public static final int MAX_COMMAND = Limits.COMMAND;

  /** Largest parameter in bytes. */
  public static final int MAX_PARAMETER = 255;

  /** The length field counts what stands behind it. */
  private static final int LENGTH_COUNTS_FROM = 3;

  private HostPacketCodec() {}

  /**
   * Appends the header of a command without parameters.
   *
   * @return the index it starts at, for the other calls
   */
  public static int start(ByteBuf out, int commandId) {
    if (commandId < 0 || commandId > 0xFF) {
      throw new SpwfException.InvalidInput("command id " + commandId + ", 0 to 255 is allowed");
    }
    int start = out.writerIndex();
    out.writeByte(ModulePacketCodec.SYNC);
    out.writeShort(0);
    out.writeByte(commandId);
    out.writeByte(0);
    return start;
  }

  /** Appends a parameter: the readable bytes of {@code value}, whose indices stay. */
  public static void parameter(ByteBuf out, int start, ByteBuf value) {
    int length = value.readableBytes();
    open(out, start, length);
    out.writeBytes(value, value.readerIndex(), length);
  }

  /** Appends a parameter as UTF-8. */
  public static void parameter(ByteBuf out, int start, CharSequence value) {
    open(out, start, ByteBufUtil.utf8Bytes(value));
    ByteBufUtil.writeUtf8(out, value);
  }

  /** Appends a parameter as ASCII digits. */
  public static void parameter(ByteBuf out, int start, long value) {
    open(out, start, digits(value));
    long left = value;
    if (left < 0) {
      out.writeByte('-');
    }
    int at = out.writerIndex() + digits(value) - (value < 0 ? 1 : 0);
    out.ensureWritable(at - out.writerIndex());
    int end = at;
    do {
      out.setByte(--at, '0' + (int) Math.abs(left % 10));
      left /= 10;
    } while (left != 0);
    out.writerIndex(end);
  }

  /** Appends an omitted parameter: length 0. */
  public static void omitted(ByteBuf out, int start) {
    open(out, start, 0);
  }

  /** Fills in the length: everything since {@code start}, and the data that will follow. */
  public static void finish(ByteBuf out, int start, int dataLength) {
    int command = out.writerIndex() - start;
    if (command > MAX_COMMAND) {
      throw new SpwfException.InvalidInput(
          "the command packet has " + command + " bytes, " + MAX_COMMAND + " are allowed");
    }
    int length = command - LENGTH_COUNTS_FROM;
    if (dataLength < 0 || length + dataLength > 0xFFFF) {
      throw new SpwfException.InvalidInput(
          dataLength + " bytes of data, 0 to " + (0xFFFF - length) + " are allowed here");
    }
    out.setShort(start + 1, length + dataLength);
  }

  /** The command id of the packet at {@code index}. */
  public static int commandId(ByteBuf packet, int index) {
    return byteAt(packet, index, 3);
  }

  /** The number of parameters of the packet at {@code index}, 0 to 255. */
  public static int parameterCount(ByteBuf packet, int index) {
    return byteAt(packet, index, 4);
  }

  /** The length field of the packet at {@code index}. */
  public static int length(ByteBuf packet, int index) {
    return byteAt(packet, index, 1) << 8 | byteAt(packet, index, 2);
  }

  /** Counts a parameter and writes its length byte. */
  private static void open(ByteBuf out, int start, int length) {
    if (length > MAX_PARAMETER) {
      throw new SpwfException.InvalidInput(
          "a parameter has " + length + " bytes, " + MAX_PARAMETER + " are allowed");
    }
    int count = out.getUnsignedByte(start + 4);
    if (count == 0xFF) {
      throw new SpwfException.InvalidInput("more than 255 parameters");
    }
    out.setByte(start + 4, count + 1);
    out.writeByte(length);
  }

  private static int digits(long value) {
    int digits = value < 0 ? 2 : 1;
    for (long left = value / 10; left != 0; left /= 10) {
      digits++;
    }
    return digits;
  }

  private static int byteAt(ByteBuf packet, int index, int offset) {
    if (index < 0 || packet.writerIndex() - index < HEADER_LENGTH) {
      throw new SpwfException.MalformedPacket(
          "a host packet begins with "
              + HEADER_LENGTH
              + " bytes, here are "
              + (packet.writerIndex() - index));
    }
    return packet.getByte(index + offset) & 0xFF;
  }
}
