package io.github.spwf04.session;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Fields;
import io.github.spwf04.catalog.LineFormat;
import io.github.spwf04.codec.SpwfException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the module answered to one command, final packet aside: its lines and its data, as slices of
 * the packets they came in. Lives on the owner thread until it is decoded or discarded.
 */
public final class Reply {
  private final Command command;
  private final List<ByteBuf> lines = new ArrayList<>();
  private @Nullable CompositeByteBuf data;
  private long dataBytes;

  Reply(Command command) {
    this.command = command;
  }

  /** The lines in the order they came, in whatever form of field-facts B.1; some may be empty. */
  public List<ByteBuf> lines() {
    return lines;
  }

  /** The lines as UTF-8, without a CR LF at the end; an empty line stays. */
  public List<String> text() {
    return lines.stream()
        .map(line -> line.toString(StandardCharsets.UTF_8).stripTrailing())
        .toList();
  }

  /** How much raw data came. */
  public long dataBytes() {
    return dataBytes;
  }

  /**
   * Hands over the raw data; the receiver releases it.
   *
   * @return the data in one buffer, empty when there was none
   */
  public ByteBuf takeData() {
    CompositeByteBuf taken = data;
    data = null;
    return taken != null ? taken : Unpooled.EMPTY_BUFFER;
  }

  /**
   * Reads a line by the row's lines of that keyword.
   *
   * @return the fields, or null when the line has another shape
   */
  public @Nullable Fields parse(String keyword, ByteBuf line) {
    for (LineFormat format : command.replyLines()) {
      if (format.keyword().equals(keyword)) {
        Fields fields = format.parse(line);
        if (fields != null) {
          return fields;
        }
      }
    }
    return null;
  }

  /** All lines that have the shape of the row's lines of that keyword. */
  public List<Fields> all(String keyword) {
    List<Fields> found = new ArrayList<>();
    for (ByteBuf line : lines) {
      Fields fields = parse(keyword, line);
      if (fields != null) {
        found.add(fields);
      }
    }
    return found;
  }

  /**
   * The one line of that keyword. Without keywords more lines can have its shape, as {@code 1:2} of
   * Loading has that of On; the result comes behind what leads to it, so that the last is taken.
   *
   * @throws SpwfException.MalformedPacket when no line has its shape
   */
  public Fields only(String keyword) {
    List<Fields> found = all(keyword);
    if (found.isEmpty()) {
      throw new SpwfException.MalformedPacket(
          "the reply to " + command.atName() + " has no line " + keyword + " but " + describe());
    }
    return found.getLast();
  }

  void line(ByteBuf payload) {
    lines.add(payload);
  }

  void data(ByteBuf payload) {
    CompositeByteBuf all = data;
    if (all == null) {
      all = payload.alloc().compositeBuffer(Integer.MAX_VALUE);
      data = all;
    }
    dataBytes += payload.readableBytes();
    all.addComponent(true, payload);
  }

  void release() {
    lines.forEach(ByteBuf::release);
    lines.clear();
    takeData().release();
  }

  String describe() {
    return lines.size() + " lines and " + dataBytes + " bytes of data";
  }
}
