package io.github.spwf04.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One positional parameter of a command (manual section 6).
 *
 * @param name the manual's name, without angle brackets
 * @param kind what its bytes are
 * @param required whether the module refuses the command without it; a text of 0 bytes or more may
 *     be empty all the same
 * @param defaultValue what the module takes when it is omitted, as text; null when the manual names
 *     nothing
 * @param min least value of a number, least length in bytes of a text or choice
 * @param max greatest value of a number, greatest length in bytes of a text or choice (never above
 *     255)
 * @param choices the values a {@link Kind#CHOICE} takes, compared without regard to case; empty for
 *     other kinds
 * @param separator what separates the values of a repeated parameter, null when it holds one
 * @param meaning one sentence for help and documentation
 */
public record Parameter(
    String name,
    Kind kind,
    boolean required,
    @Nullable String defaultValue,
    long min,
    long max,
    List<String> choices,
    @Nullable Character separator,
    String meaning) {

  /** What the bytes of a parameter are. On the wire every parameter is text. */
  public enum Kind {
    /** Any bytes, at most {@link Parameter#max}. */
    TEXT,
    /** A decimal number in ASCII digits. */
    NUMBER,
    /** One of {@link Parameter#choices}. */
    CHOICE,
    /** A decimal number: the length of the data phase that follows the command. */
    DATA_LENGTH,
    /** A position the manual writes as NULL: always omitted. */
    RESERVED
  }

  /** Longest parameter in bytes: one byte counts them on the wire. */
  public static final int MAX_BYTES = Limits.PARAMETER;

  public Parameter {
    choices = List.copyOf(choices);
  }

  /** Whether the module refuses the command when this is empty. */
  public boolean needsValue() {
    return required && (kind != Kind.TEXT || min > 0);
  }

  /** Whether one value may hold several, split by {@link #separator}. */
  public boolean repeated() {
    return separator != null;
  }
}
