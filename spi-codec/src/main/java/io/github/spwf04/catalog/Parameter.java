package io.github.spwf04.catalog;

import io.github.spwf04.error.ModuleError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One positional parameter of a command (manual section 6). */
public final class Parameter {

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

  private final ParameterName name;
  private final Kind kind;
  private final long min;
  private final long max;
  private final List<String> choices;
  private final String meaning;

  // Set by the words of a row, before anybody else sees it.
  private boolean required = true;
  private @Nullable String defaultValue;
  private @Nullable String defaultWithTls;
  private @Nullable Character separator;
  private @Nullable ModuleError refusal;
  private boolean secret;
  private @Nullable ParameterName secretAs;

  Parameter(
      ParameterName name, Kind kind, long min, long max, List<String> choices, String meaning) {
    this.name = name;
    this.kind = kind;
    this.min = min;
    this.max = max;
    this.choices = List.copyOf(choices);
    this.meaning = meaning;
  }

  /** May be left out: what the module takes then, or null when the manual names nothing. */
  Parameter optional(@Nullable String value) {
    required = false;
    defaultValue = value;
    return this;
  }

  /** What the module takes when it is left out and the parameter TLS is not 0. */
  Parameter withTls(String value) {
    defaultWithTls = value;
    return this;
  }

  /** Holds several values. */
  Parameter separatedBy(char character) {
    separator = character;
    return this;
  }

  /** What the module calls a value that it does not take. */
  Parameter refusedWith(ModuleError error) {
    refusal = error;
    return this;
  }

  /** Holds a password or a key. */
  Parameter asSecret() {
    secret = true;
    return this;
  }

  /** Holds what is secret when the variable is which another parameter names. */
  Parameter secretAs(ParameterName variable) {
    secretAs = variable;
    return this;
  }

  /** The manual's name. */
  public ParameterName name() {
    return name;
  }

  /** What its bytes are. */
  public Kind kind() {
    return kind;
  }

  /**
   * Whether the module refuses the command without it; a text of 0 bytes or more may be empty all
   * the same.
   */
  public boolean required() {
    return required;
  }

  /** What the module takes when it is omitted, as text; null when the manual names nothing. */
  public @Nullable String defaultValue() {
    return defaultValue;
  }

  /**
   * The same where it depends on the parameter TLS.
   *
   * @param tls whether that is not 0
   */
  public @Nullable String defaultValue(boolean tls) {
    return tls && defaultWithTls != null ? defaultWithTls : defaultValue;
  }

  /**
   * {@link #defaultValue()} of a number.
   *
   * @throws IllegalStateException when the manual names none
   */
  public long defaultNumber() {
    if (defaultValue == null) {
      throw new IllegalStateException(name + " has no default");
    }
    return Long.parseLong(defaultValue);
  }

  /** Least value of a number, least length in bytes of a text or choice. */
  public long min() {
    return min;
  }

  /** Greatest value of a number, greatest length in bytes of a text or choice, at most 255. */
  public long max() {
    return max;
  }

  /**
   * The values a {@link Kind#CHOICE} takes, compared without regard to case; empty for other kinds.
   */
  public List<String> choices() {
    return choices;
  }

  /** What separates the values of a repeated parameter, null when it holds one. */
  public @Nullable Character separator() {
    return separator;
  }

  /** One sentence for help and documentation. */
  public String meaning() {
    return meaning;
  }

  /**
   * The error of Table 10 that tells of a value which is not allowed here; null where that is one
   * of the general ones, 7 or 8.
   */
  public @Nullable ModuleError refusal() {
    return refusal;
  }

  /** Whether it holds a password or a key; {@link Secrets} is who to ask. */
  public boolean secret() {
    return secret;
  }

  /** The parameter that names a variable: this one is as secret as that. Null in most cases. */
  public @Nullable ParameterName secretAs() {
    return secretAs;
  }

  /** Whether the module refuses the command when this is empty. */
  public boolean needsValue() {
    return required && (kind != Kind.TEXT || min > 0);
  }

  /** Whether one value may hold several, split by {@link #separator}. */
  public boolean repeated() {
    return separator != null;
  }

  @Override
  public String toString() {
    return name.toString();
  }
}
