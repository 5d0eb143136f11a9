package io.github.spwf04.catalog;

import io.netty.buffer.ByteBuf;
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

  /** The bytes of a field. */
  public ByteBuf bytes(String name) {
    return values.get(format.indexOf(name));
  }

  /** The text of a field, as UTF-8. */
  public String text(String name) {
    return bytes(name).toString(StandardCharsets.UTF_8);
  }

  /** The value of a decimal or hexadecimal field; 0 for one that is empty. */
  public long number(String name) {
    throw new UnsupportedOperationException();
  }
}
