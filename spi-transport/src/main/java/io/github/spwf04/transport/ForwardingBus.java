package io.github.spwf04.transport;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A bus in front of another one, to which every call goes on. Who wants to see some of them, or to
 * change them, overrides those alone.
 */
public abstract class ForwardingBus implements SpiBus {
  private final SpiBus bus;

  /**
   * @param bus the bus behind it, closed with this one
   */
  protected ForwardingBus(SpiBus bus) {
    this.bus = bus;
  }

  /** The bus behind it. */
  protected final SpiBus bus() {
    return bus;
  }

  @Override
  public void transfer(@Nullable ByteBuf out, @Nullable ByteBuf in, int length) throws IOException {
    bus.transfer(out, in, length);
  }

  @Override
  public boolean irqAsserted() throws IOException {
    return bus.irqAsserted();
  }

  @Override
  public boolean awaitIrq(boolean asserted, Duration timeout)
      throws IOException, InterruptedException {
    return bus.awaitIrq(asserted, timeout);
  }

  @Override
  public void reset() throws IOException, InterruptedException {
    bus.reset();
  }

  @Override
  public SpiBusInfo info() {
    return bus.info();
  }

  @Override
  public void close() {
    bus.close();
  }
}
