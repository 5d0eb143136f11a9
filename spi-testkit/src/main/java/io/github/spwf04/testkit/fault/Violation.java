package io.github.spwf04.testkit.fault;

/**
 * A promise that was not kept.
 *
 * @param kind which
 * @param detail what was seen, in one line
 */
public record Violation(Kind kind, String detail) {
  /** The promises. */
  public enum Kind {
    /** The peer lacks bytes of a write that returned well. */
    LOST,
    /** The peer has bytes that are not those that were written. */
    FOREIGN,
    /**
     * As {@link #FOREIGN}, but only behind what was taken, and the write that failed has said so.
     */
    SPOILT,
    /** A reader got bytes that the peer did not send, or not there. */
    WRONG_READ,
    /** A reader was told of an orderly end that was none, or before all had come. */
    FALSE_END,
    /** A command got a reply that is not its own. */
    WRONG_REPLY,
    /** The module carried out what nobody had sent as a command. */
    EXECUTED,
    /** Something was thrown that nobody declares. */
    UNDECLARED,
    /** Nothing was wrong, and a caller was told that something is. */
    FALSE_ALARM,
    /** A call came back behind its bound, or never. */
    LATE,
    /** A buffer, a thread or a socket was left. */
    LEAK,
    /** Faults had ended, and the module could not be used again. */
    NO_RETURN
  }

  @Override
  public String toString() {
    return kind + ": " + detail;
  }
}
