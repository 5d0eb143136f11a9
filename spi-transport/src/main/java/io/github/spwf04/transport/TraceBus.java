package io.github.spwf04.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Shows every transfer of another bus to a consumer, on the thread that makes the transfer and
 * before the call returns: a slow consumer slows the bus down, and one that throws ends the call. A
 * transfer that fails is counted and not shown. The IRQ line is looked at before and after.
 */
public final class TraceBus extends ForwardingBus {
  private final Consumer<Transfer> consumer;
  private final AtomicLong transfers = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong nanos = new AtomicLong();

  public TraceBus(SpiBus bus, Consumer<Transfer> consumer) {
    super(bus);
    this.consumer = consumer;
  }

  /** Transfers that were made. */
  public long transfers() {
    return transfers.get();
  }

  /** Transfers that threw. */
  public long failures() {
    return failures.get();
  }

  /** Bytes of the transfers that were made. */
  public long bytes() {
    return bytes.get();
  }

  /** Time spent inside transfers, those that threw counted in. */
  public Duration time() {
    return Duration.ofNanos(nanos.get());
  }

  @Override
  public void transfer(@Nullable ByteBuf out, @Nullable ByteBuf in, int length) throws IOException {
    byte[] mosi =
        out == null || length < 0 || length > out.readableBytes()
            ? new byte[Math.max(0, length)]
            : ByteBufUtil.getBytes(out, out.readerIndex(), length);
    ByteBuf seen = in == null ? Unpooled.buffer(Math.max(1, length)) : in;
    try {
      int from = seen.writerIndex();
      boolean before = irqAsserted();
      long start = System.nanoTime();
      boolean made = false;
      try {
        super.transfer(out, seen, length);
        made = true;
      } finally {
        nanos.addAndGet(System.nanoTime() - start);
        (made ? transfers : failures).incrementAndGet();
      }
      long duration = System.nanoTime() - start;
      bytes.addAndGet(length);
      byte[] miso = ByteBufUtil.getBytes(seen, from, length);
      consumer.accept(
          new Transfer(transfers.get() - 1, start, duration, mosi, miso, before, irqAsserted()));
    } finally {
      if (in == null) {
        seen.release();
      }
    }
  }
}
