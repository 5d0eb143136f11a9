package io.github.spwf04.transport;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One SPI slave with its IRQ and reset lines. Not thread-safe: one owner thread makes all calls but
 * {@link #close}, which any thread may make and which ends a call that is under way with an {@link
 * IOException}.
 *
 * <p>The IRQ line is part of the protocol, which is why the seam is drawn here: it is active low,
 * its level matters, and it rises before the last byte of a packet (field-facts A.4).
 */
public interface SpiBus extends AutoCloseable {

  /**
   * One chip-select window, full duplex. Bytes are taken from the reader index of {@code out} and
   * put at the writer index of {@code in}, and both indices move by {@code length}.
   *
   * @param out what to send, at least {@code length} readable bytes; null clocks 0x00
   * @param in where to put what comes back, at least {@code length} writable bytes; null discards
   *     it
   * @param length bytes to clock, 1 to {@link SpiBusInfo#maxTransfer}
   * @throws IllegalArgumentException for another length, or a buffer that is too small: see {@link
   *     SpiBusInfo#checkTransfer}
   * @throws IOException when the device fails, or the bus was closed
   */
  void transfer(@Nullable ByteBuf out, @Nullable ByteBuf in, int length) throws IOException;

  /** Whether the IRQ line is low, which means that the module has something or wants data. */
  boolean irqAsserted() throws IOException;

  /**
   * Waits for a level of the IRQ line. An interrupt ends the wait and does nothing else to the bus.
   *
   * @param asserted the level to wait for, true is low
   * @param timeout how long to wait at most; zero looks once
   * @return whether the line has that level
   */
  boolean awaitIrq(boolean asserted, Duration timeout) throws IOException, InterruptedException;

  /**
   * Pulls the reset line low for as long as the module asks, then releases it; never drives it
   * high.
   */
  void reset() throws IOException, InterruptedException;

  /** What this bus is. */
  SpiBusInfo info();

  @Override
  void close();
}
