package io.github.spwf04.virtual.bus;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The slave's end of the wires that {@link LoopbackBus} has the other end of. */
public interface SlavePins {
  /** One chip-select window; the shape of {@link io.github.spwf04.transport.SpiBus#transfer}. */
  void window(@Nullable ByteBuf out, @Nullable ByteBuf in, int length);

  /** Whether the IRQ line is low. */
  boolean irqAsserted();

  /**
   * Waits for a level of the IRQ line, or for {@code ended} to become true, which must be followed
   * by {@link #wake}.
   *
   * @return whether the line has that level
   */
  boolean awaitIrq(boolean asserted, Duration timeout, BooleanSupplier ended)
      throws InterruptedException;

  /** Makes those who wait for the IRQ line look again. */
  void wake();

  /** The reset line goes low and is released. */
  void reset();
}
