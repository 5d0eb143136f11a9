package io.github.spwf04.transport.linux.kernel;

import io.github.spwf04.virtual.bus.SlavePins;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Takes everything, says nothing, remembers nothing. */
final class QuietSlave implements SlavePins {
  @Override
  public void window(@Nullable ByteBuf out, @Nullable ByteBuf in, int length) {}

  @Override
  public boolean irqAsserted() {
    return false;
  }

  @Override
  public boolean awaitIrq(boolean asserted, Duration timeout, BooleanSupplier ended) {
    return !asserted;
  }

  @Override
  public void wake() {}

  @Override
  public void reset() {}
}
