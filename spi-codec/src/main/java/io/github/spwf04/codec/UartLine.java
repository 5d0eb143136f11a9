package io.github.spwf04.codec;

import io.github.spwf04.catalog.Wind;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.error.ModuleError.Table;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A line that the module writes to a UART (manual section 3, field-facts A.8, C and D). Buffers in
 * it are slices of the line, and hold what would be the payload of a packet over SPI.
 */
public sealed interface UartLine {
  /** What every line of a reply begins with. */
  String REPLY = "AT-S.";

  /**
   * {@code +WIND:<number>:<text>:<variables>}. The text is missing with console_winds 1.
   *
   * @param number as in Table 14, or beyond it
   * @param variables empty for none; {@link Wind#parse} reads them
   */
  record WindLine(int number, ByteBuf variables) implements UartLine {}

  /**
   * {@code AT-S.OK}, or {@code AT-S.OK:<free_heap>:<wifi_state>} with console_verbose 2: the end of
   * a reply.
   *
   * @param freeHeap bytes, where it was told
   * @param state wifi_state, where it was told
   */
  record OkLine(OptionalLong freeHeap, OptionalInt state) implements UartLine {}

  /**
   * {@code AT-S.ERROR:<id>:<text>}: the end of a reply. The text is missing with console_errs 1,
   * and the id with 0.
   *
   * @param error the error of Table 10; null when the line names none
   */
  record ErrorLine(@Nullable ModuleError error) implements UartLine {}

  /**
   * Any other line that begins with {@code AT-S.}: one of a reply.
   *
   * @param payload what follows that
   */
  record ReplyLine(ByteBuf payload) implements UartLine {}

  /**
   * A line of another beginning: the echo of a command, a network that a scan found, raw data.
   *
   * @param bytes all of it
   */
  record OtherLine(ByteBuf bytes) implements UartLine {}

  /** Reads a line as text. */
  static UartLine parse(CharSequence line) {
    return parse(Unpooled.wrappedBuffer(line.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Reads a line; CR, LF or both may end it. The indices of the buffer stay. Any bytes are a line:
   * what has no known shape is an {@link OtherLine}.
   */
  static UartLine parse(ByteBuf line) {
    int start = line.readerIndex();
    int end = line.writerIndex();
    if (end > start && line.getByte(end - 1) == '\n') {
      end--;
    }
    if (end > start && line.getByte(end - 1) == '\r') {
      end--;
    }
    ByteBuf bytes = line.slice(start, end - start);
    if (startsWith(bytes, "+WIND:")) {
      UartLine wind = wind(bytes, "+WIND:".length());
      return wind == null ? new OtherLine(bytes) : wind;
    }
    if (!startsWith(bytes, REPLY)) {
      return new OtherLine(bytes);
    }
    ByteBuf payload = bytes.slice(REPLY.length(), bytes.readableBytes() - REPLY.length());
    String text = payload.toString(StandardCharsets.UTF_8);
    if (text.equals("OK") || text.startsWith("OK:")) {
      return ok(text);
    }
    if (text.equals("ERROR") || text.startsWith("ERROR:")) {
      return new ErrorLine(error(text.substring(Math.min(text.length(), "ERROR:".length()))));
    }
    return new ReplyLine(payload);
  }

  /** Whether it ends a reply. */
  default boolean endsReply() {
    return this instanceof OkLine || this instanceof ErrorLine;
  }

  private static @Nullable UartLine wind(ByteBuf bytes, int at) {
    int end = bytes.writerIndex();
    int colon = bytes.indexOf(at, end, (byte) ':');
    int stop = colon < 0 ? end : colon;
    long number = AsciiText.number(bytes.slice(at, stop - at));
    if (number < 0 || number > 255) {
      return null;
    }
    int from = colon < 0 ? end : colon + 1;
    ByteBuf rest = bytes.slice(from, end - from);
    Wind wind = Wind.byNumber((int) number);
    String text = wind == null ? "" : wind.text();
    if (!text.isEmpty() && startsWith(rest, text)) {
      int behind = text.getBytes(StandardCharsets.UTF_8).length;
      if (behind == rest.readableBytes()) {
        return new WindLine((int) number, rest.slice(behind, 0));
      }
      if (rest.getByte(behind) == ':') {
        rest = rest.slice(behind + 1, rest.readableBytes() - behind - 1);
      }
    }
    return new WindLine((int) number, rest);
  }

  private static OkLine ok(String text) {
    String[] fields = text.split(":", -1);
    OptionalLong heap = fields.length > 1 ? number(fields[1]) : OptionalLong.empty();
    OptionalLong state = fields.length > 2 ? number(fields[2]) : OptionalLong.empty();
    return new OkLine(
        heap, state.isPresent() ? OptionalInt.of((int) state.getAsLong()) : OptionalInt.empty());
  }

  /** By its id, or by its text where that stands alone. */
  private static @Nullable ModuleError error(String fields) {
    int colon = fields.indexOf(':');
    OptionalLong id = number(colon < 0 ? fields : fields.substring(0, colon));
    if (id.isPresent()) {
      return ModuleError.of(Table.COMMAND, (int) id.getAsLong());
    }
    return ModuleError.all(Table.COMMAND).stream()
        .filter(error -> !error.reserved() && error.text().equalsIgnoreCase(fields))
        .findFirst()
        .orElse(null);
  }

  private static OptionalLong number(String digits) {
    long number = AsciiText.number(Unpooled.wrappedBuffer(digits.getBytes(StandardCharsets.UTF_8)));
    return number < 0 || number > Integer.MAX_VALUE
        ? OptionalLong.empty()
        : OptionalLong.of(number);
  }

  private static boolean startsWith(ByteBuf bytes, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
    return bytes.readableBytes() >= wanted.length
        && ByteBufUtil.equals(
            bytes, bytes.readerIndex(), Unpooled.wrappedBuffer(wanted), 0, wanted.length);
  }
}
