package io.github.spwf04.virtual.bus;

import io.github.spwf04.virtual.VirtualModule;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The wires of a virtual module.
 *
 * @param module the module they end at
 */
public record ModulePins(VirtualModule module) implements SlavePins {
  @Override
  public void window(@Nullable ByteBuf out, @Nullable ByteBuf in, int length) {
    module.pins().window(out, in, length);
  }

  @Override
  public boolean irqAsserted() {
    return module.pins().irqAsserted();
  }

  @Override
  public boolean awaitIrq(boolean asserted, Duration timeout, BooleanSupplier ended)
      throws InterruptedException {
    return module.pins().awaitIrq(asserted, timeout, ended);
  }

  @Override
  public void wake() {
    module.pins().wake();
  }

  @Override
  public void reset() {
    module.reset();
  }
}
