package io.github.spwf04.transport;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * What a bus is.
 *
 * @param name a person's name for it, such as {@code virtual:} or {@code /dev/spidev0.0}
 * @param clockHz the SPI clock in hertz, 0 when there is none to speak of
 * @param maxTransfer the largest {@link SpiBus#transfer} in bytes, at least 5
 */
public record SpiBusInfo(String name, int clockHz, int maxTransfer) {
  public SpiBusInfo {
    if (maxTransfer < 5) {
      throw new IllegalArgumentException("maxTransfer " + maxTransfer + ", at least 5 is needed");
    }
  }

  /**
   * Refuses what {@link SpiBus#transfer} does not take: a length that is too small or too large, or
   * a buffer that has not as many bytes, or no room for them.
   *
   * @throws IllegalArgumentException with what is allowed
   */
  public void checkTransfer(@Nullable ByteBuf out, @Nullable ByteBuf in, int length) {
    if (length < 1 || length > maxTransfer) {
      throw new IllegalArgumentException(
          "length " + length + ", 1 to " + maxTransfer + " are allowed");
    }
    if (out != null && out.readableBytes() < length) {
      throw new IllegalArgumentException(
          out.readableBytes() + " bytes to send, " + length + " are needed");
    }
    int room = in == null ? length : in.isReadOnly() ? 0 : in.writableBytes();
    if (room < length) {
      throw new IllegalArgumentException("room for " + room + " bytes, " + length + " are needed");
    }
  }
}
