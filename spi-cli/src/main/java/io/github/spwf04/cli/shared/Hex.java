package io.github.spwf04.cli.shared;

import io.github.spwf04.error.SpwfException.InvalidInput;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Bytes as people write them down. */
public final class Hex {
  private static final HexFormat SPACED = HexFormat.ofDelimiter(" ").withUpperCase();
  private static final HexFormat PLAIN = HexFormat.of();
  private static final int SHOWN_OF_A_WORD = 16;

  private Hex() {}

  /**
   * Reads hexadecimal digits, two a byte, in words that are set apart by white space, commas or
   * colons and may begin with 0x.
   *
   * @throws InvalidInput naming the word that is none
   */
  public static byte[] parse(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() / 2);
    for (String word : text.split("[\\s,:]+")) {
      if (!word.isEmpty()) {
        bytes.writeBytes(parseWord(word));
      }
    }
    if (bytes.size() == 0) {
      throw new InvalidInput("no hex digits were given");
    }
    return bytes.toByteArray();
  }

  private static byte[] parseWord(String word) {
    String digits = word.startsWith("0x") || word.startsWith("0X") ? word.substring(2) : word;
    if (digits.isEmpty() || !digits.chars().allMatch(HexFormat::isHexDigit)) {
      throw new InvalidInput("'" + shown(word) + "' is not hex");
    }
    if (digits.length() % 2 != 0) {
      throw new InvalidInput(
          "'" + shown(word) + "' has an odd number of hex digits, two a byte are needed");
    }
    return PLAIN.parseHex(digits);
  }

  private static String shown(String word) {
    return word.length() <= SHOWN_OF_A_WORD ? word : word.substring(0, SHOWN_OF_A_WORD) + "...";
  }

  /** {@code 02 00 0E}. */
  public static String spaced(byte[] bytes) {
    return SPACED.formatHex(bytes);
  }

  /** The first bytes as {@code 02 00 0E}. */
  public static String spaced(byte[] bytes, int length) {
    return SPACED.formatHex(bytes, 0, length);
  }

  /** {@code 02000e}, as JSON has it. */
  public static String plain(byte[] bytes) {
    return PLAIN.formatHex(bytes);
  }
}
