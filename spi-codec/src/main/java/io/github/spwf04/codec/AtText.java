package io.github.spwf04.codec;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Limits;
import io.github.spwf04.catalog.Parameter;
import io.github.spwf04.error.SpwfException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
  public static final int MAX_LINE = Limits.COMMAND;

  private static final String OMITTED = "NULL";

  public AtText {
    parameters = List.copyOf(parameters);
  }

  /**
   * Reads a line; CR, LF or both may end it, the command's case does not matter.
   *
   * @throws SpwfException.InvalidInput when it is no AT command of Table 1
   */
  public static AtText parse(CharSequence line, char delimiter) {
    return parse(
        Unpooled.wrappedBuffer(line.toString().getBytes(StandardCharsets.UTF_8)), delimiter);
  }

  /**
   * Reads a line of bytes, so that a field may hold any byte. The fields are slices of the line;
   * its indices stay.
   *
   * @throws SpwfException.InvalidInput when it is no AT command of Table 1
   */
  public static AtText parse(ByteBuf line, char delimiter) {
    int start = line.readerIndex();
    int end = line.writerIndex();
    while (end > start && (line.getByte(end - 1) == '\r' || line.getByte(end - 1) == '\n')) {
      end--;
    }
    if (end - start > MAX_LINE) {
      throw new SpwfException.InvalidInput(
          "the line has " + (end - start) + " bytes, " + MAX_LINE + " are allowed");
    }
    int equals = line.indexOf(start, end, (byte) '=');
    String name =
        line.toString(start, (equals < 0 ? end : equals) - start, StandardCharsets.UTF_8).strip();
    Command command = Command.byAtName(name);
    if (command == null) {
      throw new SpwfException.InvalidInput(
          "'" + word(name) + "' is no command of Table 1" + suggestion(name));
    }
    List<ByteBuf> fields = new ArrayList<>();
    for (int at = equals + 1; equals >= 0 && at <= end; ) {
      int stop = line.indexOf(at, end, (byte) delimiter);
      stop = stop < 0 ? end : stop;
      ByteBuf field = line.slice(at, stop - at);
      fields.add(isOmitted(field) ? Unpooled.EMPTY_BUFFER : field);
      at = stop + 1;
    }
    return new AtText(command, fields);
  }

  /**
   * Appends the line without its CR.
   *
   * @throws SpwfException.InvalidInput when a parameter holds CR, LF or the delimiter, is the word
   *     NULL, or the line is longer than 512 bytes; {@code out} is then as it was
   */
  public void write(ByteBuf out, char delimiter) {
    int length = command.atName().length();
    for (int i = 0; i < parameters.size(); i++) {
      ByteBuf parameter = parameters.get(i);
      checkWritable(i, parameter, delimiter);
      length += 1 + parameter.readableBytes();
    }
    if (length > MAX_LINE) {
      throw new SpwfException.InvalidInput(
          command.atName() + ": the line has " + length + " bytes, " + MAX_LINE + " are allowed");
    }
    ByteBufUtil.writeAscii(out, command.atName());
    for (int i = 0; i < parameters.size(); i++) {
      out.writeByte(i == 0 ? '=' : delimiter);
      ByteBuf parameter = parameters.get(i);
      out.writeBytes(parameter, parameter.readerIndex(), parameter.readableBytes());
    }
  }

  /**
   * The packet of this line, checked against the catalogue.
   *
   * @param dataLength bytes of the data phase, 0 for none
   * @throws SpwfException.InvalidInput naming the parameter, what was given and what is allowed
   */
  public HostPacket toPacket(int dataLength) {
    return HostPacket.of(command, parameters, dataLength);
  }

  /**
   * The line of a packet.
   *
   * @throws SpwfException.InvalidInput when Table 1 has no command of its id
   */
  public static AtText of(HostPacket packet) {
    Command command = Command.byId(packet.commandId());
    if (command == null) {
      throw new SpwfException.InvalidInput(
          "command id 0x%02X is not in Table 1".formatted(packet.commandId()));
    }
    return new AtText(command, packet.parameters());
  }

  private void checkWritable(int index, ByteBuf value, char delimiter) {
    String wrong = null;
    if (isNull(value)) {
      wrong = "the word NULL, which means omitted";
    }
    for (int at = value.readerIndex(); wrong == null && at < value.writerIndex(); at++) {
      wrong = forbidden(value.getByte(at), delimiter, at - value.readerIndex());
    }
    if (wrong != null) {
      List<Parameter> row = command.parameters();
      String name =
          index < row.size() ? row.get(index).name().toString() : "parameter " + (index + 1);
      throw new SpwfException.InvalidInput(
          command.atName()
              + ": "
              + name
              + " is or holds "
              + wrong
              + "; AT text cannot carry that, SPI can");
    }
  }

  private static @Nullable String forbidden(byte b, char delimiter, int at) {
    String name =
        switch (b) {
          case '\r' -> "CR";
          case '\n' -> "LF";
          default -> b == (byte) delimiter ? "the delimiter '" + delimiter + "'" : null;
        };
    return name == null ? null : name + " at byte " + at;
  }

  private static boolean isOmitted(ByteBuf field) {
    return !field.isReadable() || isNull(field);
  }

  private static boolean isNull(ByteBuf field) {
    return field.readableBytes() == OMITTED.length()
        && field.toString(StandardCharsets.US_ASCII).equals(OMITTED);
  }

  /** The first word of what was to be a name: what stands behind it may be a password. */
  private static String word(String name) {
    int end = 0;
    while (end < name.length()
        && (Character.isLetterOrDigit(name.charAt(end)) || "+._-".indexOf(name.charAt(end)) >= 0)) {
      end++;
    }
    return end == name.length() ? name : name.substring(0, end) + "...";
  }

  /** The command whose name takes the fewest changes, when they are few. */
  private static String suggestion(String name) {
    String upper = name.toUpperCase(java.util.Locale.ROOT);
    String nearest = null;
    int fewest = 3;
    for (Command command : Command.values()) {
      int changes = changes(upper, command.atName());
      if (changes < fewest) {
        fewest = changes;
        nearest = command.atName();
      }
    }
    return nearest == null ? "; HELP lists them" : "; did you mean " + nearest + "?";
  }

  /** Levenshtein distance. */
  private static int changes(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 2) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[b.length() + 1];
    java.util.Arrays.setAll(row, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int next = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + cost);
        diagonal = row[j];
        row[j] = next;
      }
    }
    return row[b.length()];
  }
}
