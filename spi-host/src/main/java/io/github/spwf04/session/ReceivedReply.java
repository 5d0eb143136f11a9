package io.github.spwf04.session;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Fields;
import io.github.spwf04.catalog.Line;
import io.github.spwf04.command.Reply;
import io.github.spwf04.error.SpwfException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reply as slices of the packets it came in; of the owner thread until it is decoded or dropped.
 */
final class ReceivedReply implements Reply {
  private final Command command;
  private final List<ByteBuf> lines = new ArrayList<>();
  private @Nullable CompositeByteBuf data;
  private long dataBytes;

  ReceivedReply(Command command) {
    this.command = command;
  }

  @Override
  public List<ByteBuf> lines() {
    return lines;
  }

  @Override
  public List<String> text() {
    return lines.stream()
        .map(line -> line.toString(StandardCharsets.UTF_8).stripTrailing())
        .toList();
  }

  @Override
  public long dataBytes() {
    return dataBytes;
  }

  @Override
  public ByteBuf takeData() {
    CompositeByteBuf taken = data;
    data = null;
    return taken != null ? taken : Unpooled.EMPTY_BUFFER;
  }

  @Override
  public List<Fields> all(Line line) {
    List<Fields> found = new ArrayList<>();
    for (ByteBuf payload : lines) {
      Fields fields = line.parse(payload);
      if (fields != null) {
        found.add(fields);
      }
    }
    return found;
  }

  @Override
  public Fields only(Line line) {
    List<Fields> found = all(line);
    if (found.isEmpty()) {
      throw new SpwfException.MalformedPacket(
          "the reply to "
              + command.atName()
              + " has no line "
              + line.keyword()
              + " but "
              + describe());
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
