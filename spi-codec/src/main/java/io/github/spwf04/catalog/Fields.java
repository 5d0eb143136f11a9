package io.github.spwf04.catalog;

import io.github.spwf04.error.SpwfException;
import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The values a {@link LineFormat} found in a payload.
 *
 * @param format what was matched
 * @param values one slice a field, in the order of the fields, of the matched buffer: valid as long
 *     as that buffer is; an empty slice for a field that was empty
 */
public record Fields(LineFormat format, List<ByteBuf> values) {
  private static final String OCTET = "(25[0-5]|(2[0-4]|[01]?[0-9])?[0-9])";
  private static final String IPV4 = OCTET + "(\\." + OCTET + "){3}";
  private static final String IPV6 = "[0-9A-Fa-f:][0-9A-Fa-f.]*:[0-9A-Fa-f:.]*";

  /** The bytes of a field. */
  public ByteBuf bytes(String name) {
    return values.get(format.indexOf(name));
  }

  /** The text of a field, as UTF-8. */
  public String text(String name) {
    return bytes(name).toString(StandardCharsets.UTF_8);
  }

  /**
   * The value of a decimal or hexadecimal field; 0 for one that is empty. A HEX field is always
   * hexadecimal, any other is when {@code 0x} stands before its digits.
   *
   * @throws SpwfException.MalformedPacket when the field is no number, or one beyond 64 bits
   */
  public long number(String name) {
    int index = format.indexOf(name);
    ByteBuf digits = values.get(index);
    int at = digits.readerIndex();
    int end = digits.writerIndex();
    if (at == end) {
      return 0;
    }
    boolean negative = digits.getByte(at) == '-';
    if (negative) {
      at++;
    }
    boolean prefixed =
        end - at > 2 && digits.getByte(at) == '0' && (digits.getByte(at + 1) | 0x20) == 'x';
    if (prefixed) {
      at += 2;
    }
    boolean hex = prefixed || format.fields().get(index).type() == LineFormat.Type.HEX;
    int radix = hex ? 16 : 10;
    // Counted down, because the least long has no positive counterpart.
    long limit = negative ? Long.MIN_VALUE : -Long.MAX_VALUE;
    long value = 0;
    if (at == end) {
      throw noNumber(name, digits);
    }
    for (; at < end; at++) {
      int digit = digits.getByte(at) < 0 ? -1 : Character.digit(digits.getByte(at), radix);
      if (digit < 0 || value < (limit + digit) / radix) {
        throw noNumber(name, digits);
      }
      value = value * radix - digit;
    }
    return negative ? value : -value;
  }

  /**
   * The year in a field of two digits (TIME, WIND 84): 70 to 99 are 1970 to 1999, 0 to 69 are 2000
   * to 2069, for the module counts from 1970 (6.21).
   *
   * @return 1970 to 2069; of a year that is written out its last two digits count
   * @throws SpwfException.MalformedPacket when the field is no number, or one below zero
   */
  public int year(String name) {
    long number = number(name);
    if (number < 0) {
      throw noNumber(name, bytes(name));
    }
    int two = (int) (number % 100);
    return two < 70 ? 2000 + two : 1900 + two;
  }

  /**
   * The IP address in a field, as digits; a name is never looked up.
   *
   * @throws SpwfException.MalformedPacket when the field is no address
   */
  public InetAddress address(String name) {
    String text = text(name);
    try {
      if (text.matches(IPV4)) {
        byte[] octets = new byte[4];
        String[] digits = text.split("\\.");
        for (int i = 0; i < octets.length; i++) {
          octets[i] = (byte) Integer.parseInt(digits[i]);
        }
        return InetAddress.getByAddress(octets);
      }
      if (text.matches(IPV6)) {
        // Java 21 has no parser of its own for literals; with a colon in it this looks up no name.
        return InetAddress.getByName(text);
      }
    } catch (UnknownHostException ignored) {
      // As below.
    }
    throw new SpwfException.MalformedPacket(
        "field " + name + " of \"" + format + "\" is no IP address: \"" + text + "\"");
  }

  private SpwfException.MalformedPacket noNumber(String name, ByteBuf digits) {
    return new SpwfException.MalformedPacket(
        "field "
            + name
            + " of \""
            + format
            + "\" is no number of 64 bits: \""
            + digits.toString(StandardCharsets.UTF_8)
            + "\"");
  }
}
