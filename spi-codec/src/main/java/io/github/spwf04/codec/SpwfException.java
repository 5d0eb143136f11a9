package io.github.spwf04.codec;

import io.github.spwf04.catalog.ModuleError;

/**
 * Everything that goes wrong, in one family. It is sealed and stands in the lowest module so that a
 * {@code switch} over it is complete in every layer.
 */
public abstract sealed class SpwfException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private SpwfException(String message, @org.jspecify.annotations.Nullable Throwable cause) {
    super(message, cause);
  }

  /** The caller's input is wrong. Thrown before any byte is sent. */
  public static final class InvalidInput extends SpwfException {
    private static final long serialVersionUID = 1L;

    public InvalidInput(String message) {
      super(message, null);
    }
  }

  /** Bytes that are no packet, or only a part of one. */
  public static final class MalformedPacket extends SpwfException {
    private static final long serialVersionUID = 1L;

    public MalformedPacket(String message) {
      super(message, null);
    }
  }

  /** The module refused a command. */
  public static final class Rejected extends SpwfException {
    private static final long serialVersionUID = 1L;
    private final transient ModuleError error;

    /**
     * @param command what was refused, as a person would type it
     * @param error the id on the wire and the catalogue's text
     */
    public Rejected(String command, ModuleError error) {
      super(command + ": error " + error.id() + ", " + error.text(), null);
      this.error = error;
    }

    /** The id on the wire and the catalogue's text. */
    public ModuleError error() {
      return error;
    }
  }

  /** No complete reply within the deadline. The link is put in step before the next command. */
  public static final class TimedOut extends SpwfException {
    private static final long serialVersionUID = 1L;

    public TimedOut(String message) {
      super(message, null);
    }
  }

  /** The module cannot be reached any more, or the connection to it was closed. */
  public static final class LinkLost extends SpwfException {
    private static final long serialVersionUID = 1L;

    public LinkLost(String message, @org.jspecify.annotations.Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
