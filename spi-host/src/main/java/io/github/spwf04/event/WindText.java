package io.github.spwf04.event;

import io.github.spwf04.catalog.Wind;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The form of a WIND on a UART: {@code +WIND:<number>:<text>[:<variables>]}. */
final class WindText {
  private static final byte[] PREFIX = "+WIND:".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_NUMBER = 255;

  private WindText() {}

  static @Nullable Indication read(ByteBuf line) {
    int at = line.readerIndex();
    int end = line.writerIndex();
    if (!startsWith(line, at, end, PREFIX)) {
      return null;
    }
    at += PREFIX.length;
    int number = 0;
    int digits = at;
    while (at < end && line.getByte(at) >= '0' && line.getByte(at) <= '9' && number <= MAX_NUMBER) {
      number = number * 10 + line.getByte(at++) - '0';
    }
    if (at == digits || number > MAX_NUMBER || at == end || line.getByte(at) != ':') {
      return null;
    }
    at++;
    ByteBuf rest = line.slice(at, end - at);
    Wind wind = Wind.byNumber(number);
    if (wind == null) {
      return Indication.Other.of(number, rest);
    }
    byte[] text = wind.text().getBytes(StandardCharsets.UTF_8);
    if (startsWith(line, at, end, text)) {
      at += text.length;
      if (at < end && line.getByte(at) == ':') {
        at++;
      }
      return Indication.of(number, line.slice(at, end - at));
    }
    // The boot loader's messages have no text before their variables.
    return wind == Wind.BOOT_MESSAGES
        ? Indication.of(number, rest)
        : Indication.Other.of(number, rest);
  }

  private static boolean startsWith(ByteBuf bytes, int at, int end, byte[] what) {
    if (end - at < what.length) {
      return false;
    }
    for (int i = 0; i < what.length; i++) {
      if (bytes.getByte(at + i) != what[i]) {
        return false;
      }
    }
    return true;
  }
}
