package io.github.spwf04.virtual.bus;

import io.github.spwf04.time.Time;
import io.github.spwf04.transport.SpiBus;
import io.github.spwf04.transport.SpiBusInfo;
import io.github.spwf04.virtual.VirtualModule;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The wires between a host and a slave in the same process, a virtual module above all. Nothing is
 * polled: a wait for the IRQ line ends with its edge.
 */
public final class LoopbackBus implements SpiBus {
  /** Largest transfer unless another one is asked for: that of spidev as it comes. */
  public static final int DEFAULT_MAX_TRANSFER = 4096;

  private final SlavePins pins;
  private final @Nullable VirtualModule module;
  private final SpiBusInfo info;
  private final boolean owner;
  private final AtomicLong transfers = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private volatile boolean closed;

  private LoopbackBus(
      SlavePins pins, @Nullable VirtualModule module, SpiBusInfo info, boolean owner) {
    this.pins = pins;
    this.module = module;
    this.info = info;
    this.owner = owner;
  }

  /** A bus to any slave. */
  public static LoopbackBus to(SlavePins slave, SpiBusInfo info) {
    return new LoopbackBus(slave, null, info, false);
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
    return to(module, maxTransfer, Time.SYSTEM);
  }

  /**
   * A bus to a module that lives on when the bus is closed.
   *
   * @param maxTransfer largest transfer in bytes, at least 5
   * @param time by which waits for the IRQ line end
   */
  public static LoopbackBus to(VirtualModule module, int maxTransfer, Time time) {
    return new LoopbackBus(
        new ModulePins(module, time), module, new SpiBusInfo("virtual:", 0, maxTransfer), false);
  }

  /** A bus that takes its module along when it is closed. */
  public static LoopbackBus owning(VirtualModule module, SpiBusInfo info) {
    return new LoopbackBus(new ModulePins(module), module, info, true);
  }

  /**
   * The module at the other end.
   *
   * @throws IllegalStateException when another slave is there
   */
  public VirtualModule module() {
    if (module == null) {
      throw new IllegalStateException(info.name() + " has no virtual module behind it");
    }
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
    info.checkTransfer(out, in, length);
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
    pins.reset();
  }

  @Override
  public SpiBusInfo info() {
    return info;
  }

  @Override
  public void close() {
    closed = true;
    pins.wake();
    if (owner && module != null) {
      module.close();
    }
  }

  private void checkOpen() throws IOException {
    if (closed) {
      throw new IOException(info.name() + " is closed");
    }
  }
}
