package io.github.spwf04.event;

import io.github.spwf04.error.SpwfException;

/**
 * A MAC address.
 *
 * @param bits its 48 bits, the first octet highest
 */
public record MacAddress(long bits) {
  private static final int OCTETS = 6;

  public MacAddress {
    if (bits >>> 48 != 0) {
      throw new SpwfException.InvalidInput("a MAC address has 48 bits, not 0x%X".formatted(bits));
    }
  }

  /**
   * Reads six groups of one or two hexadecimal digits with colons between, as the module prints
   * them.
   *
   * @throws SpwfException.InvalidInput for any other text
   */
  public static MacAddress of(String text) {
    String[] groups = text.split(":", -1);
    long bits = 0;
    boolean fits = groups.length == OCTETS;
    for (int i = 0; fits && i < OCTETS; i++) {
      fits = groups[i].matches("[0-9A-Fa-f]{1,2}");
      bits = fits ? bits << 8 | Integer.parseInt(groups[i], 16) : 0;
    }
    if (!fits) {
      throw new SpwfException.InvalidInput(
          "a MAC address is six groups like 00:80:E1:FA:12:34, not \"" + text + "\"");
    }
    return new MacAddress(bits);
  }

  /** As the module prints it, {@code 00:80:E1:FA:12:34}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int shift = 40; shift >= 0; shift -= 8) {
      text.append(shift == 40 ? "" : ":").append("%02X".formatted(bits >> shift & 0xFF));
    }
    return text.toString();
  }
}
