package io.github.spwf04.catalog;

import org.jspecify.annotations.Nullable;

/** Bits 4 to 7 of the KindOfEvent byte of a module packet (Table 2, field-facts B). */
public enum EventKind {
  /** An asynchronous message; the indication is the WIND number. */
  WIND(1),
  /** A critical error; the indication is an error id of Table 10. Never seen in the field. */
  CRITICAL_ERROR(2),
  /** Everything that answers a command: lines, data, OK and ERROR. */
  REPLY(3);

  private final int number;

  EventKind(int number) {
    this.number = number;
  }

  /** The number on the wire, 1 to 3. */
  public int number() {
    return number;
  }

  /**
   * @return the kind of that number, or null when there is none
   */
  public static @Nullable EventKind byNumber(int number) {
    return switch (number) {
      case 1 -> WIND;
      case 2 -> CRITICAL_ERROR;
      case 3 -> REPLY;
      default -> null;
    };
  }
}
