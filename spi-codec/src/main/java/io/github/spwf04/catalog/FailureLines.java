package io.github.spwf04.catalog;

import io.github.spwf04.error.ModuleError;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the lines that come before an error and tell more about it (Tables 11 to 13). */
final class FailureLines {
  private FailureLines() {}

  /**
   * @param formats the failure lines of the command, in the order they come
   * @param lines all lines of the reply, in any of the forms of field-facts B.1
   */
  static List<ModuleError> parse(List<LineFormat> formats, List<ByteBuf> lines) {
    List<ModuleError> errors = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < lines.size(); i++) {
      ByteBuf line = lines.get(i);
      for (int f = next; f < formats.size(); f++) {
        ModuleError error = error(formats.get(f), line);
        // Without its keyword a number is read as the last line that it can be: a request that
        // fails always ends in its own error, and only some have a certificate's before it.
        boolean later = error != null && !keyword(formats.get(f), line) && !more(formats, lines, i);
        if (error != null && !(later && fitsLater(formats, f, line))) {
          errors.add(error);
          next = f + 1;
          break;
        }
      }
    }
    return errors;
  }

  private static @Nullable ModuleError error(LineFormat format, ByteBuf line) {
    Fields fields = line.isReadable() ? format.parse(line) : null;
    if (fields == null) {
      return null;
    }
    for (ModuleError.Table table : ModuleError.Table.values()) {
      if (table.keyword().equals(format.keyword())) {
        long id = fields.number("error");
        boolean plausible = ModuleError.isListed(table, id) || keyword(format, line);
        return plausible ? ModuleError.of(table, (int) id) : null;
      }
    }
    return null;
  }

  /** Whether a line behind this one tells of a failure, too. */
  private static boolean more(List<LineFormat> formats, List<ByteBuf> lines, int index) {
    return lines.stream()
        .skip(index + 1L)
        .anyMatch(line -> formats.stream().anyMatch(format -> error(format, line) != null));
  }

  private static boolean fitsLater(List<LineFormat> formats, int index, ByteBuf line) {
    return formats.stream().skip(index + 1L).anyMatch(format -> error(format, line) != null);
  }

  private static boolean keyword(LineFormat format, ByteBuf line) {
    byte[] keyword = format.keyword().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    return FieldBytes.startsWith(line, line.readerIndex(), line.writerIndex(), keyword);
  }
}
