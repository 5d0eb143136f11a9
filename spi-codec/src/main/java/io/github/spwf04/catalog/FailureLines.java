package io.github.spwf04.catalog;

import io.github.spwf04.error.ModuleError;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the lines that come before an error and tell more about it (Tables 11 to 13). */
final class FailureLines {
  private FailureLines() {}

  /**
   * @param rows the failure lines of the command, in the order they come
   * @param lines all lines of the reply, in any of the forms of field-facts B.1
   */
  static List<ModuleError> parse(List<Line> rows, List<ByteBuf> lines) {
    List<ModuleError> errors = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < lines.size(); i++) {
      ByteBuf line = lines.get(i);
      for (int f = next; f < rows.size(); f++) {
        ModuleError error = error(rows.get(f), line);
        // Without its keyword a number is read as the last line that it can be: a request that
        // fails always ends in its own error, and only some have a certificate's before it.
        boolean later = error != null && !keyword(rows.get(f), line) && !more(rows, lines, i);
        if (error != null && !(later && fitsLater(rows, f, line))) {
          errors.add(error);
          next = f + 1;
          break;
        }
      }
    }
    return errors;
  }

  private static @Nullable ModuleError error(Line row, ByteBuf line) {
    Fields fields = line.isReadable() ? row.parse(line) : null;
    if (fields == null) {
      return null;
    }
    ModuleError.Table table = Objects.requireNonNull(row.errors());
    long id = fields.number("error");
    boolean plausible = ModuleError.isListed(table, id) || keyword(row, line);
    return plausible ? ModuleError.of(table, (int) id) : null;
  }

  /** Whether a line behind this one tells of a failure, too. */
  private static boolean more(List<Line> rows, List<ByteBuf> lines, int index) {
    return lines.stream()
        .skip(index + 1L)
        .anyMatch(line -> rows.stream().anyMatch(row -> error(row, line) != null));
  }

  private static boolean fitsLater(List<Line> rows, int index, ByteBuf line) {
    return rows.stream().skip(index + 1L).anyMatch(row -> error(row, line) != null);
  }

  private static boolean keyword(Line row, ByteBuf line) {
    byte[] keyword = row.keyword().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    return FieldBytes.startsWith(line, line.readerIndex(), line.writerIndex(), keyword);
  }
}
