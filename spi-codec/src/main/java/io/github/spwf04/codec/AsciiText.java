package io.github.spwf04.codec;

import io.netty.buffer.ByteBuf;

/** Reads the text of parameters where it lies. */
final class AsciiText {
  private AsciiText() {}

  /**
   * @return the number that the bytes are the digits of, -1 when they are not, or exceed 18 digits
   */
  static long number(ByteBuf digits) {
    int length = digits.readableBytes();
    if (length == 0 || length > 18) {
      return -1;
    }
    long value = 0;
    for (int i = digits.readerIndex(); i < digits.writerIndex(); i++) {
      int digit = digits.getByte(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** Whether the bytes are that word; ASCII letters in either case. */
  static boolean equalsIgnoreCase(ByteBuf bytes, String word) {
    if (bytes.readableBytes() != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      int given = bytes.getByte(bytes.readerIndex() + i);
      if (given != word.charAt(i)
          && (lower(given) != lower(word.charAt(i)) || lower(given) < 'a' || lower(given) > 'z')) {
        return false;
      }
    }
    return true;
  }

  private static int lower(int letter) {
    return letter | 0x20;
  }
}
