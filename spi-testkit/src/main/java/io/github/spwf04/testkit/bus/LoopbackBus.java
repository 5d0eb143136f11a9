package io.github.spwf04.testkit.bus;

import io.github.spwf04.bus.SpiBus;
import io.github.spwf04.bus.SpiBusInfo;
import io.github.spwf04.testkit.module.SpiSlave;
import io.github.spwf04.testkit.module.VirtualModule;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The wires between a host and a virtual module in the same process. Nothing is polled: a wait for
 * the IRQ line ends with its edge.
 */
public final class LoopbackBus implements SpiBus {
  /** Largest transfer unless another one is asked for: that of spidev as it comes. */
  public static final int DEFAULT_MAX_TRANSFER = 4096;

  private final VirtualModule module;
  private final SpiSlave pins;
  private final SpiBusInfo info;
  private final boolean owner;
  private final AtomicLong transfers = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private volatile boolean closed;

  private LoopbackBus(VirtualModule module, SpiBusInfo info, boolean owner) {
    this.module = module;
    this.pins = module.pins();
    this.info = info;
    this.owner = owner;
  }

  /** A bus to a module that lives on when the bus is closed. */
  public static LoopbackBus to(VirtualModule module) {
    return to(module, DEFAULT_MAX_TRANSFER);
  }

  /**
   * A bus to a module that lives on when the bus is closed.
   *
   * @param maxTransfer largest transfer in bytes, at least 5
   */
  public static LoopbackBus to(VirtualModule module, int maxTransfer) {
    return new LoopbackBus(module, new SpiBusInfo("virtual:", 0, maxTransfer), false);
  }

  /** A bus that takes its module along when it is closed. */
  public static LoopbackBus owning(VirtualModule module, SpiBusInfo info) {
    return new LoopbackBus(module, info, true);
  }

  /** The module at the other end. */
  public VirtualModule module() {
    return module;
  }

  /** Transfers made so far. */
  public long transfers() {
    return transfers.get();
  }

  /** Bytes clocked so far. */
  public long bytes() {
    return bytes.get();
  }

  @Override
  public void transfer(@Nullable ByteBuf out, @Nullable ByteBuf in, int length) throws IOException {
    checkOpen();
    if (length < 1 || length > info.maxTransfer()) {
      throw new IllegalArgumentException(
          "length " + length + ", 1 to " + info.maxTransfer() + " are allowed");
    }
    if (out != null && out.readableBytes() < length) {
      throw new IllegalArgumentException(
          out.readableBytes() + " bytes to send, " + length + " are needed");
    }
    if (in != null && in.writableBytes() < length) {
      throw new IllegalArgumentException(
          "room for " + in.writableBytes() + " bytes, " + length + " are needed");
    }
    pins.window(out, in, length);
    transfers.incrementAndGet();
    bytes.addAndGet(length);
  }

  @Override
  public boolean irqAsserted() throws IOException {
    checkOpen();
    return pins.irqAsserted();
  }

  @Override
  public boolean awaitIrq(boolean asserted, Duration timeout)
      throws IOException, InterruptedException {
    checkOpen();
    boolean reached = pins.awaitIrq(asserted, timeout, () -> closed);
    checkOpen();
    return reached;
  }

  @Override
  public void reset() throws IOException {
    checkOpen();
    module.reset();
  }

  @Override
  public SpiBusInfo info() {
    return info;
  }

  @Override
  public void close() {
    closed = true;
    pins.wake();
    if (owner) {
      module.close();
    }
  }

  private void checkOpen() throws IOException {
    if (closed) {
      throw new IOException(info.name() + " is closed");
    }
  }
}
