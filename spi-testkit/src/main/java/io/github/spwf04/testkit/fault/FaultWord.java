package io.github.spwf04.testkit.fault;

import java.util.Locale;

/**
 * What can go wrong between a host and a module, a word each. What strikes within or before a
 * transfer strikes the one it is placed at; what happens to the line begins behind it.
 */
public enum FaultWord {
  /** Waits for a low line do not end by its fall, for so many milliseconds. */
  WAKE_DROPPED(Kind.LINE, Amount.MILLIS),
  /** So many waits for a low line end well though it is high. */
  FALSE_WAKE(Kind.LINE, Amount.LOOKS),
  /** So many looks at a high line, waits counted in, find it low. */
  LOW_EARLY(Kind.LINE, Amount.LOOKS),
  /** The line is low, for so many milliseconds. */
  STUCK_LOW(Kind.LINE, Amount.MILLIS),
  /** The line is high, for so many milliseconds. */
  STUCK_HIGH(Kind.LINE, Amount.MILLIS),
  /** The transfer fails, and nothing of it is clocked. */
  EIO_BEFORE(Kind.TRANSFER, Amount.NONE),
  /** The transfer fails behind so many bytes; the module has them, the host has nothing. */
  EIO_WITHIN(Kind.TRANSFER, Amount.BYTES),
  /** The transfer fails when all of it is clocked; the module has it, the host has nothing. */
  EIO_BEHIND(Kind.TRANSFER, Amount.NONE),
  /** The reset line goes low and up again behind so many bytes of the transfer. */
  HARDWARE_RESET(Kind.RESET, Amount.BYTES),
  /** The module's watchdog resets it behind so many bytes of the transfer. */
  WATCHDOG(Kind.RESET, Amount.BYTES),
  /** The power goes off and on again behind so many bytes of the transfer. */
  POWER_CYCLE(Kind.RESET, Amount.BYTES),
  /** The next reply comes so many milliseconds later. */
  SLOW_REPLY(Kind.TRANSFER, Amount.MILLIS),
  /** That byte to the module has all its bits inverted; the protocol cannot see it. */
  FLIP_OUT(Kind.BYTE, Amount.BYTES),
  /** That byte to the host has all its bits inverted; the protocol cannot see it. */
  FLIP_IN(Kind.BYTE, Amount.BYTES),
  /** The clock of that byte is swallowed, as {@link FaultBus#drop} does. */
  DROP(Kind.BYTE, Amount.BYTES);

  /** What of a conversation a word is about. */
  public enum Kind {
    LINE,
    TRANSFER,
    RESET,
    /** What the protocol has no means against: it has no checksum. */
    BYTE
  }

  /** What the amount of a fault counts. */
  public enum Amount {
    NONE,
    MILLIS,
    LOOKS,
    /** Bytes of the transfer before the place; one with fewer is struck at its end. */
    BYTES
  }

  private final Kind kind;
  private final Amount amount;

  FaultWord(Kind kind, Amount amount) {
    this.kind = kind;
    this.amount = amount;
  }

  public Kind kind() {
    return kind;
  }

  public Amount amount() {
    return amount;
  }

  /** As plans write it, {@code wake-dropped}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The word that plans write so.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static FaultWord of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
