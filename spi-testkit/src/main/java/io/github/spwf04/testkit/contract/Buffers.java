package io.github.spwf04.testkit.contract;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;

/** The buffers of one clause, released at its end. */
final class Buffers implements AutoCloseable {
  private static final UnpooledByteBufAllocator ALLOCATOR = UnpooledByteBufAllocator.DEFAULT;

  private final List<ByteBuf> buffers = new ArrayList<>();

  /** A heap buffer whose readable bytes stand behind some others. */
  ByteBuf heap(int before, byte[] bytes) {
    return fill(ALLOCATOR.heapBuffer(before + bytes.length, before + bytes.length), before, bytes);
  }

  /** A direct buffer whose readable bytes stand behind some others. */
  ByteBuf direct(int before, byte[] bytes) {
    return fill(
        ALLOCATOR.directBuffer(before + bytes.length, before + bytes.length), before, bytes);
  }

  /** One buffer of several, direct and heap in turn. */
  ByteBuf composite(byte[]... parts) {
    CompositeByteBuf composite = ALLOCATOR.compositeBuffer();
    buffers.add(composite);
    for (int i = 0; i < parts.length; i++) {
      ByteBuf part =
          i % 2 == 0
              ? ALLOCATOR.directBuffer(parts[i].length, parts[i].length)
              : ALLOCATOR.heapBuffer(parts[i].length, parts[i].length);
      composite.addComponent(true, part.writeBytes(parts[i]));
    }
    return composite;
  }

  /** An empty heap buffer that takes so many bytes and no more. */
  ByteBuf room(int length) {
    return heap(0, new byte[length]).clear();
  }

  private ByteBuf fill(ByteBuf buffer, int before, byte[] bytes) {
    buffers.add(buffer);
    return buffer.writeZero(before).writeBytes(bytes).readerIndex(before);
  }

  @Override
  public void close() {
    buffers.forEach(ByteBuf::release);
  }
}
