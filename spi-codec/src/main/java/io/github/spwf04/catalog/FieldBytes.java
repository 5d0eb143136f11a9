package io.github.spwf04.catalog;

import io.github.spwf04.catalog.LineFormat.Type;
import io.netty.buffer.ByteBuf;

/** How the bytes of a field of each type look, by absolute index and without moving any. */
final class FieldBytes {
  /** Longest address in bytes. */
  static final int MAX_IP = "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff".length();

  private static final int MAC_GROUPS = 6;

  private FieldBytes() {}

  /**
   * @return the number in from..stop, -1 when it cannot be a length
   */
  static long length(ByteBuf bytes, int from, int stop) {
    long length = 0;
    for (int at = from; at < stop && length >= 0; at++) {
      int digit = bytes.getByte(at) - '0';
      length = digit < 0 || length > Integer.MAX_VALUE ? -1 : length * 10 + digit;
    }
    return length;
  }

  /**
   * @return where the value that begins at {@code at} stops, -1 when none begins there
   */
  static int scan(Type type, ByteBuf bytes, int at, int end) {
    return switch (type) {
      case INT -> {
        int from = at < end && bytes.getByte(at) == '-' ? at + 1 : at;
        yield scanDigits(bytes, from, end);
      }
      case DIGITS -> scanDigits(bytes, at, end);
      case HEX -> {
        boolean prefix =
            end - at > 2
                && bytes.getByte(at) == '0'
                && (bytes.getByte(at + 1) | 0x20) == 'x'
                && isHexDigit(bytes.getByte(at + 2));
        int from = prefix ? at + 2 : at;
        int stop = skipHex(bytes, from, end);
        yield stop > from ? stop : -1;
      }
      case MAC -> scanMac(bytes, at, end);
      case WORDS -> scanWords(bytes, at, end);
      case IP, TEXT -> throw new IllegalStateException(type + " has more than one reading");
    };
  }

  private static int scanDigits(ByteBuf bytes, int at, int end) {
    int stop = at;
    while (stop < end && isDigit(bytes.getByte(stop))) {
      stop++;
    }
    return stop > at ? stop : -1;
  }

  private static int scanMac(ByteBuf bytes, int at, int end) {
    int stop = at;
    for (int group = 0; group < MAC_GROUPS; group++) {
      if (group > 0 && (stop >= end || bytes.getByte(stop++) != ':')) {
        return -1;
      }
      int from = stop;
      stop = skipHex(bytes, from, end);
      if (stop == from || stop - from > 2) {
        return -1;
      }
    }
    return stop;
  }

  private static int scanWords(ByteBuf bytes, int at, int end) {
    int stop = at;
    while (stop < end && bytes.getByte(stop) == ' ') {
      stop++;
      while (stop < end && isWordByte(bytes.getByte(stop))) {
        stop++;
      }
    }
    return stop > at ? stop : -1;
  }

  private static int skipHex(ByteBuf bytes, int at, int end) {
    while (at < end && isHexDigit(bytes.getByte(at))) {
      at++;
    }
    return at;
  }

  static boolean isIp(ByteBuf bytes, int from, int stop) {
    for (int at = from; at < stop; at++) {
      if (bytes.getByte(at) == '.') {
        return isIpv4(bytes, from, stop);
      }
    }
    return isIpv6(bytes, from, stop);
  }

  /** Four decimal groups of 0 to 255. */
  private static boolean isIpv4(ByteBuf bytes, int from, int stop) {
    int groups = 1;
    int digits = 0;
    int value = 0;
    for (int at = from; at < stop; at++) {
      byte b = bytes.getByte(at);
      if (b == '.' && digits > 0) {
        groups++;
        digits = 0;
        value = 0;
      } else if (isDigit(b) && digits < 3) {
        digits++;
        value = value * 10 + b - '0';
        if (value > 255) {
          return false;
        }
      } else {
        return false;
      }
    }
    return groups == 4 && digits > 0;
  }

  /** Eight hexadecimal groups, as the module prints them, or fewer with one {@code ::}. */
  private static boolean isIpv6(ByteBuf bytes, int from, int stop) {
    int groups = 0;
    int digits = 0;
    boolean gap = false;
    for (int at = from; at < stop; at++) {
      byte b = bytes.getByte(at);
      if (isHexDigit(b)) {
        if (digits == 0) {
          groups++;
        }
        if (++digits > 4) {
          return false;
        }
      } else if (b == ':' && at + 1 < stop && bytes.getByte(at + 1) == ':') {
        if (gap) {
          return false;
        }
        gap = true;
        digits = 0;
        at++;
      } else if (b == ':' && digits > 0 && at + 1 < stop) {
        digits = 0;
      } else {
        return false;
      }
    }
    return gap ? groups < 8 : groups == 8;
  }

  static boolean startsWith(ByteBuf bytes, int at, int end, byte[] literal) {
    if (end - at < literal.length) {
      return false;
    }
    for (int i = 0; i < literal.length; i++) {
      if (bytes.getByte(at + i) != literal[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  static boolean isHexDigit(byte b) {
    return isDigit(b) || (b >= 'a' && b <= 'f') || (b >= 'A' && b <= 'F');
  }

  static boolean isIpByte(byte b) {
    return isHexDigit(b) || b == ':' || b == '.';
  }

  private static boolean isWordByte(byte b) {
    return isDigit(b) || (b >= 'A' && b <= 'Z');
  }
}
