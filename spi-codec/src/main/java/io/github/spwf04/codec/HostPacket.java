package io.github.spwf04.codec;

import io.github.spwf04.catalog.Command;
import io.netty.buffer.ByteBuf;
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

  /**
   * A command of the catalogue, its arguments checked against the row: number, size, range, the
   * length parameter against {@code dataLength}, 255 bytes a parameter, 512 bytes a packet.
   *
   * @throws SpwfException.InvalidInput naming the parameter, what was given and what is allowed
   */
  public static HostPacket of(Command command, List<ByteBuf> parameters, int dataLength) {
    throw new UnsupportedOperationException();
  }

  /** Appends the packet (not the data) and leaves the parameters' indices alone. */
  public void encode(ByteBuf out) {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads the packet at the reader index and leaves the indices alone. Its data need not be there.
   *
   * @throws SpwfException.MalformedPacket when the bytes are no whole packet
   */
  public static HostPacket decode(ByteBuf packet) {
    throw new UnsupportedOperationException();
  }
}
