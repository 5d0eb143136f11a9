package io.github.spwf04.codec;

import io.github.spwf04.catalog.Command;
import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * The same command as AT text and as packet (manual sections 3 and 4, field-facts A.8). An empty
 * field and the word NULL both mean omitted.
 *
 * @param command the command
 * @param parameters the fields behind the equals sign, an omitted one empty
 */
public record AtText(Command command, List<ByteBuf> parameters) {
  /** The factory value of console_delimiter. */
  public static final char DELIMITER = ',';

  /** Longest command line in bytes. */
  public static final int MAX_LINE = 512;

  /**
   * Reads a line; CR, LF or both may end it, the command's case does not matter.
   *
   * @throws SpwfException.InvalidInput when it is no AT command of Table 1
   */
  public static AtText parse(CharSequence line, char delimiter) {
    throw new UnsupportedOperationException();
  }

  /**
   * Appends the line without its CR, as UTF-8 bytes go.
   *
   * @throws SpwfException.InvalidInput when a parameter holds CR, LF or the delimiter, is the word
   *     NULL, or the line is longer than 512 bytes
   */
  public void write(ByteBuf out, char delimiter) {
    throw new UnsupportedOperationException();
  }

  /**
   * The packet of this line, checked against the catalogue.
   *
   * @param dataLength bytes of the data phase, 0 for none
   */
  public HostPacket toPacket(int dataLength) {
    throw new UnsupportedOperationException();
  }

  /** The line of a packet. */
  public static AtText of(HostPacket packet) {
    throw new UnsupportedOperationException();
  }
}
