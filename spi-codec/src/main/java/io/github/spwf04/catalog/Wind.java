package io.github.spwf04.catalog;

import org.jspecify.annotations.Nullable;

/** The asynchronous messages of Table 14. */
public enum Wind {
  CONSOLE_ACTIVE(0, "Console active", ""),
  POWERON(1, "Poweron", "{date:TEXT}-{build:TEXT}-{model:TEXT}");

  private final int number;
  private final String text;

  Wind(int number, String text, String variables) {
    this.number = number;
    this.text = text;
  }

  /** The number on the wire, 0 to 90. */
  public int number() {
    return number;
  }

  /** The text a UART shows before the variables. */
  public String text() {
    return text;
  }

  /** Whether the manual keeps this number for itself. */
  public boolean reserved() {
    throw new UnsupportedOperationException();
  }

  /**
   * The shape of the variables, which are all that crosses SPI; without fields when it has none.
   */
  public LineFormat variables() {
    throw new UnsupportedOperationException();
  }

  /**
   * @return the message of that number, or null when the manual knows none
   */
  public static @Nullable Wind byNumber(int number) {
    throw new UnsupportedOperationException();
  }
}
