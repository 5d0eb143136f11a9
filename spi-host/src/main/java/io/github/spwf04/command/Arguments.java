package io.github.spwf04.command;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of a command, from Java's values to what crosses the wire. */
public final class Arguments {
  private Arguments() {}

  /** Arguments from text, numbers, flags, bytes and buffers; null is an omitted one. */
  public static List<ByteBuf> of(@Nullable Object... values) {
    List<ByteBuf> arguments = new ArrayList<>(values.length);
    for (Object value : values) {
      arguments.add(
          switch (value) {
            case null -> Unpooled.EMPTY_BUFFER;
            case ByteBuf bytes -> bytes;
            case byte[] bytes -> Unpooled.wrappedBuffer(bytes);
            case Boolean flag -> Unpooled.wrappedBuffer(new byte[] {(byte) (flag ? '1' : '0')});
            case Object other ->
                Unpooled.wrappedBuffer(other.toString().getBytes(StandardCharsets.UTF_8));
          });
    }
    return arguments;
  }

  /** Values without the omitted ones at their end, which need no place in the packet. */
  public static @Nullable Object[] trimmed(@Nullable Object... values) {
    int length = values.length;
    while (length > 0 && values[length - 1] == null) {
      length--;
    }
    return Arrays.copyOf(values, length);
  }
}
