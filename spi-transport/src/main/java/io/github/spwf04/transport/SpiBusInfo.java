package io.github.spwf04.transport;

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
}
