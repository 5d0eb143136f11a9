package io.github.spwf04.error;

import java.util.List;
import java.util.stream.Collectors;

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
    private final transient List<ModuleError> causes;
    private final transient List<String> lines;

    /**
     * @param command what was refused, as a person would type it
     * @param error the id on the wire and the catalogue's text
     * @param causes what the lines before the error tell about it (Tables 11 to 13)
     * @param lines all lines of the reply as text
     */
    public Rejected(
        String command, ModuleError error, List<ModuleError> causes, List<String> lines) {
      super(command + ": " + error + because(causes), null);
      this.error = error;
      this.causes = List.copyOf(causes);
      this.lines = List.copyOf(lines);
    }

    private static String because(List<ModuleError> causes) {
      return causes.stream().map(cause -> "; " + cause).collect(Collectors.joining());
    }

    /** The id on the wire and the catalogue's text. */
    public ModuleError error() {
      return error;
    }

    /** Whether it is this error, such as {@link ModuleError#CLOSED_SOCKET}. */
    public boolean is(ModuleError other) {
      return error.equals(other);
    }

    /**
     * What the lines before the error tell about it, in their order: the error of a web socket, of
     * an HTTP request, of a certificate (Tables 11 to 13). Empty where the module told nothing.
     */
    public List<ModuleError> causes() {
      return causes;
    }

    /** All lines that came before the error, as UTF-8 and without a CR LF at the end. */
    public List<String> lines() {
      return lines;
    }
  }

  /** No complete reply within the deadline. The link is put in step before the next command. */
  public static final class TimedOut extends SpwfException {
    private static final long serialVersionUID = 1L;

    public TimedOut(String message) {
      super(message, null);
    }
  }

  /**
   * Nothing was sent, for the module is still at a command whose caller has given up; only where
   * the caller chose not to wait.
   */
  public static final class Busy extends SpwfException {
    private static final long serialVersionUID = 1L;

    public Busy(String message) {
      super(message, null);
    }
  }

  /**
   * The peer of a socket is gone, and not because it has closed the connection: what it has sent
   * may be cut off.
   */
  public static final class ConnectionLost extends SpwfException {
    private static final long serialVersionUID = 1L;

    /** Of {@link #code} where the module did not say why. */
    public static final int UNTOLD = -1;

    private final int code;

    /**
     * @param code the reason in WIND 58 or 62, or {@link #UNTOLD}
     */
    public ConnectionLost(String message, int code) {
      super(message, null);
      this.code = code;
    }

    /** The reason in WIND 58 or 62, as the number on the wire, or {@link #UNTOLD}. */
    public int code() {
      return code;
    }
  }

  /** A network did not take the module; an absent one is a {@link TimedOut}. */
  public static final class JoinFailed extends SpwfException {
    private static final long serialVersionUID = 1L;
    private final int wind;

    /**
     * @param wind number of the WIND that told
     */
    public JoinFailed(String message, int wind) {
      super(message, null);
      this.wind = wind;
    }

    /** Number of the WIND that told: 20, 40, 41, or 74 to 78 (Table 14). */
    public int wind() {
      return wind;
    }
  }

  /** A file arrived otherwise than it was sent. */
  public static final class DigestMismatch extends SpwfException {
    private static final long serialVersionUID = 1L;

    public DigestMismatch(String message) {
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
