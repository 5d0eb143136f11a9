package org.example;

import io.github.spwf04.transport.ForwardingBus;
import io.github.spwf04.transport.SpiBus;
import io.netty.buffer.ByteBuf;
import java.io.IOException;

/** Counts the bytes that go over another bus. */
public final class CountingBus extends ForwardingBus {
  private long bytes;

  public CountingBus(SpiBus bus) {
    super(bus);
  }

  @Override
  public void transfer(ByteBuf out, ByteBuf in, int length) throws IOException {
    super.transfer(out, in, length);
    bytes += length;
  }

  public long bytes() {
    return bytes;
  }
}
