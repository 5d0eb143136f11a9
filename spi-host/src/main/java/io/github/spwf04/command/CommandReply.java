package io.github.spwf04.command;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Fields;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the module answered to a command, as plain values that need no release.
 *
 * @param command the command
 * @param lines the lines as they came, in any of the forms of field-facts B.1
 * @param data the raw data, empty for none
 */
public record CommandReply(Command command, List<ByteBuf> lines, ByteBuf data) {

  public static CommandReply of(Command command, Reply reply) {
    List<ByteBuf> lines = reply.lines().stream().map(CommandReply::heap).toList();
    return new CommandReply(command, lines, data(reply));
  }

  /** The raw data of a reply, on the heap. */
  public static ByteBuf data(Reply reply) {
    ByteBuf raw = reply.takeData();
    try {
      return heap(raw);
    } finally {
      raw.release();
    }
  }

  private static ByteBuf heap(ByteBuf bytes) {
    return Unpooled.wrappedBuffer(ByteBufUtil.getBytes(bytes));
  }

  /** The lines as text, as UTF-8 and without a CR LF at the end; an empty line stays. */
  public List<String> text() {
    return lines.stream()
        .map(line -> line.toString(StandardCharsets.UTF_8).stripTrailing())
        .toList();
  }

  /**
   * The fields of a line, by the first of the command's reply lines that has its shape.
   *
   * @return the fields, or null when none has
   */
  public @Nullable Fields fields(int line) {
    return command.parse(lines.get(line));
  }
}
