package io.github.spwf04.catalog;

import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a reply line or of a WIND's variables, written as a template: literal text and
 * fields {@code {name:TYPE}}. In {@code "On:{ip:IP}:{id:INT}"} the text before the first field is
 * the keyword.
 */
public final class LineFormat {

  /** What the bytes of a field are. */
  public enum Type {
    /** Decimal digits with an optional minus sign, or nothing where the field may be empty. */
    INT,
    /** Hexadecimal digits, with or without {@code 0x}. */
    HEX,
    /** Six groups of one or two hexadecimal digits. */
    MAC,
    /** An IPv4 or IPv6 address; the latter holds colons. */
    IP,
    /** Any bytes. */
    TEXT
  }

  /**
   * One field.
   *
   * @param name the manual's name for it
   * @param type what its bytes are
   * @param optional whether it may be empty
   * @param sizedBy name of the INT field that holds the length in bytes of this one, or null
   */
  public record Field(String name, Type type, boolean optional, @Nullable String sizedBy) {}

  private LineFormat() {}

  /**
   * Parses a template: fields {@code {name:TYPE}}, {@code {name:TYPE?}}, {@code {name:TEXT[len]}}.
   */
  public static LineFormat of(String template) {
    throw new UnsupportedOperationException();
  }

  /** The text before the first field, without its colon; empty when the line has none. */
  public String keyword() {
    throw new UnsupportedOperationException();
  }

  /** The fields in order. */
  public List<Field> fields() {
    throw new UnsupportedOperationException();
  }

  /** Position of a field. */
  public int indexOf(String name) {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads a payload in any of the three forms of field-facts B.1: with keyword, without it, with CR
   * LF behind. Leaves the indices alone.
   *
   * @return the fields, or null when the payload has another shape
   */
  public @Nullable Fields parse(ByteBuf payload) {
    throw new UnsupportedOperationException();
  }

  /** Appends the line, with or without its keyword; one value a field, null for an empty one. */
  public void format(ByteBuf out, boolean withKeyword, @Nullable Object... values) {
    throw new UnsupportedOperationException();
  }
}
