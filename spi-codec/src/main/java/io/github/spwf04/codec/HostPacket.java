package io.github.spwf04.codec;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.error.SpwfException;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * A command packet as a value. Parameters are buffers, an omitted one is empty; after decoding they
 * are slices of the buffer that was decoded and live as long as it does.
 *
 * @param commandId the id on the wire, of Table 1 or not
 * @param parameters the parameters in order
 * @param dataLength bytes of the data phase that follows, counted in the packet's length field
 */
public record HostPacket(int commandId, List<ByteBuf> parameters, int dataLength) {
  public HostPacket {
    parameters = List.copyOf(parameters);
  }

  /**
   * A command of the catalogue, its arguments checked against the row: number, size, range, the
   * length parameter against {@code dataLength}, 255 bytes a parameter, 512 bytes a packet. The
   * last one cannot end in CR, which the module would take off (field-facts I).
   *
   * @throws SpwfException.InvalidInput naming the parameter, what was given and what is allowed
   */
  public static HostPacket of(Command command, List<ByteBuf> parameters, int dataLength) {
    ArgumentCheck.check(command, parameters, dataLength);
    return new HostPacket(command.id(), parameters, dataLength);
  }

  /**
   * Appends the packet (not the data) and leaves the parameters' indices alone.
   *
   * @throws SpwfException.InvalidInput when it does not fit the wire; {@code out} is then as it was
   */
  public void encode(ByteBuf out) {
    int start = HostPacketCodec.start(out, commandId);
    boolean done = false;
    try {
      for (ByteBuf parameter : parameters) {
        HostPacketCodec.parameter(out, start, parameter);
      }
      HostPacketCodec.finish(out, start, dataLength);
      done = true;
    } finally {
      if (!done) {
        out.writerIndex(start);
      }
    }
  }

  /**
   * Reads the packet at the reader index and leaves the indices alone. Its data need not be there.
   *
   * <p>For a command with a data phase the data length is what its length parameter says, for the
   * length field counts the data on one host and leaves it out on another (field-facts A.5); for
   * other commands it is what the length field counts beyond the parameters.
   *
   * @throws SpwfException.MalformedPacket when the bytes are no whole packet
   */
  public static HostPacket decode(ByteBuf packet) {
    int start = packet.readerIndex();
    int commandId = HostPacketCodec.commandId(packet, start);
    if (packet.getByte(start) != ModulePacketCodec.SYNC) {
      throw new SpwfException.MalformedPacket(
          "a packet begins with 0x02, here is 0x%02X".formatted(packet.getByte(start)));
    }
    int count = HostPacketCodec.parameterCount(packet, start);
    List<ByteBuf> parameters = new ArrayList<>(count);
    int at = start + HostPacketCodec.HEADER_LENGTH;
    int end = packet.writerIndex();
    for (int i = 0; i < count; i++) {
      int length = at < end ? packet.getUnsignedByte(at) : 0;
      if (at + 1 + length > end) {
        throw new SpwfException.MalformedPacket(
            "parameter " + (i + 1) + " of " + count + " is cut off");
      }
      parameters.add(packet.slice(at + 1, length));
      at += 1 + length;
    }
    int beyond = HostPacketCodec.length(packet, start) - (at - start - 3);
    if (beyond < 0) {
      throw new SpwfException.MalformedPacket(
          "the length field is " + -beyond + " bytes short of the parameters");
    }
    int announced = DataPhase.length(Command.byId(commandId), parameters);
    return new HostPacket(commandId, parameters, announced >= 0 ? announced : beyond);
  }
}
