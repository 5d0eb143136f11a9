package io.github.spwf04.virtual.bus;

import io.github.spwf04.time.Time;
import io.github.spwf04.virtual.VirtualModule;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The wires of a virtual module.
 *
 * @param module the module they end at
 * @param time by which a wait for the IRQ line ends
 */
public record ModulePins(VirtualModule module, Time time) implements SlavePins {
  /** Wires whose waits end by the machine's time. */
  public ModulePins(VirtualModule module) {
    this(module, Time.SYSTEM);
  }

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
    return module.pins().awaitIrq(asserted, timeout, ended, time);
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
