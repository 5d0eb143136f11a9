package io.github.spwf04.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines as text: one char a byte, so that any byte can be written down and compared. */
final class Lines {
  private Lines() {}

  static ByteBuf bytes(String text) {
    return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  static String text(ByteBuf bytes) {
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  /** The values of all fields, or null when the line has another shape. */
  static @Nullable List<String> parse(LineFormat format, String line) {
    // Not at index 0, so that a reading that forgets the reader index shows.
    ByteBuf payload = bytes("junk" + line).readerIndex(4);
    Fields fields = format.parse(payload);
    assertThat(payload.readerIndex()).isEqualTo(4);
    return fields == null ? null : fields.values().stream().map(Lines::text).toList();
  }

  static @Nullable List<String> parse(String template, String line) {
    return parse(LineFormat.of(template), line);
  }

  static String format(LineFormat format, boolean withKeyword, List<String> values) {
    ByteBuf out = Unpooled.buffer();
    try {
      @Nullable Object[] objects =
          values.stream().map(value -> value.getBytes(StandardCharsets.ISO_8859_1)).toArray();
      format.format(out, withKeyword, Arrays.copyOf(objects, objects.length));
      return text(out);
    } finally {
      out.release();
    }
  }
}
