package io.github.spwf04.catalog;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The 66 commands of Table 1, a row each. */
public enum Command {
  AT(0x01, "AT"),
  SCAN(0x33, "AT+S.SCAN"),
  SOCKW(0x44, "AT+S.SOCKW");

  private final int id;
  private final String atName;

  Command(int id, String atName) {
    this.id = id;
    this.atName = atName;
  }

  /** The command id on the wire, 0x01 to 0x66. */
  public int id() {
    return id;
  }

  /** The name over UART, {@code AT+S.SCAN}. */
  public String atName() {
    return atName;
  }

  /** The group of Table 1. */
  public Group group() {
    throw new UnsupportedOperationException();
  }

  /** The section of the manual, {@code 6.35}. */
  public String section() {
    throw new UnsupportedOperationException();
  }

  /** What it does, in a few words; the text of HELP. */
  public String summary() {
    throw new UnsupportedOperationException();
  }

  /** The parameters in order. */
  public List<Parameter> parameters() {
    throw new UnsupportedOperationException();
  }

  /**
   * Position of the parameter that gives the length of the data phase, or -1 for a command without
   * data.
   */
  public int dataLengthIndex() {
    throw new UnsupportedOperationException();
  }

  /**
   * The value of the first parameter with which the command has no data phase although its row has
   * one ({@code content} of TLSCERT and WPAECERT, sections 6.31 and 6.32), or null.
   */
  public @Nullable String noDataWhenFirstIs() {
    throw new UnsupportedOperationException();
  }

  /** The lines of a successful reply, in the order they can come. */
  public List<LineFormat> replyLines() {
    throw new UnsupportedOperationException();
  }

  /** Whether the reply holds raw data (indication 0x03) besides lines. */
  public boolean repliesWithData() {
    throw new UnsupportedOperationException();
  }

  /** The WINDs that the command brings about by itself. */
  public Set<Wind> winds() {
    throw new UnsupportedOperationException();
  }

  /** How a person types it, {@code AT+S.SCAN=<filter>,[<filename>]}. */
  public String usage() {
    throw new UnsupportedOperationException();
  }

  /**
   * @return the command of that id, or null when Table 1 has none
   */
  public static @Nullable Command byId(int id) {
    throw new UnsupportedOperationException();
  }

  /**
   * Finds a command by its AT name without regard to case, the aliases AT&amp;V, AT&amp;W and
   * AT&amp;F included (field-facts A.8).
   *
   * @return the command, or null when there is none
   */
  public static @Nullable Command byAtName(String name) {
    throw new UnsupportedOperationException();
  }
}
