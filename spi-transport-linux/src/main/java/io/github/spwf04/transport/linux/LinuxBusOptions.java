package io.github.spwf04.transport.linux;

import io.github.spwf04.error.SpwfException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a module is wired to this machine.
 *
 * @param device the SPI device node, such as {@code /dev/spidev0.0}
 * @param irq the line of the module's IRQ output
 * @param reset the line of the module's reset input, or null when it is not wired
 * @param speedHz the SPI clock in hertz, {@value #MIN_SPEED_HZ} to {@value #MAX_SPEED_HZ}. 8 MHz is
 *     the one that drivers in the field agree on; below about 3 MHz a module with firmware 1.1.0
 *     may stop to answer, 20 MHz does not work (field-facts A.1)
 * @param setupMicros microseconds between chip select and the first clock, 0 to 65535, beside what
 *     the controller takes anyway. One driver waits 100, the vendor's own none (field-facts A.1)
 * @param resetPulse how long the reset line is low (field-facts A.7)
 * @param resetSettle how long the module is left alone after that (field-facts A.7)
 * @param bufsiz where the kernel tells the largest transfer of spidev; {@value
 *     #DEFAULT_MAX_TRANSFER} bytes are taken when the file is missing
 */
public record LinuxBusOptions(
    Path device,
    GpioLine irq,
    @Nullable GpioLine reset,
    int speedHz,
    int setupMicros,
    Duration resetPulse,
    Duration resetSettle,
    Path bufsiz) {
  /** Lowest clock that is accepted. */
  public static final int MIN_SPEED_HZ = 100_000;

  /** Highest clock that is accepted. */
  public static final int MAX_SPEED_HZ = 16_000_000;

  /** The clock unless another one is asked for. */
  public static final int DEFAULT_SPEED_HZ = 8_000_000;

  /** The largest transfer of a kernel that does not tell: the value spidev comes with. */
  public static final int DEFAULT_MAX_TRANSFER = 4096;

  private static final int MAX_SETUP_MICROS = 0xFFFF;
  private static final Duration RESET_PULSE = Duration.ofMillis(200);
  private static final Duration RESET_SETTLE = Duration.ofMillis(50);
  private static final Path BUFSIZ = Path.of("/sys/module/spidev/parameters/bufsiz");

  /** Throws when a number is out of its range. */
  public LinuxBusOptions {
    if (speedHz < MIN_SPEED_HZ || speedHz > MAX_SPEED_HZ) {
      throw new SpwfException.InvalidInput(
          "speed " + speedHz + " Hz, " + MIN_SPEED_HZ + " to " + MAX_SPEED_HZ + " are allowed");
    }
    if (setupMicros < 0 || setupMicros > MAX_SETUP_MICROS) {
      throw new SpwfException.InvalidInput(
          "setup " + setupMicros + " us, 0 to " + MAX_SETUP_MICROS + " are allowed");
    }
    if (resetPulse.isNegative() || resetSettle.isNegative()) {
      throw new SpwfException.InvalidInput(
          "reset pulse "
              + resetPulse
              + " and settling "
              + resetSettle
              + ", neither may be negative");
    }
    if (irq.equals(reset)) {
      throw new SpwfException.InvalidInput(irq + " cannot be both IRQ and reset line");
    }
  }

  /** The wiring, with everything else as it comes. */
  public static LinuxBusOptions of(Path device, GpioLine irq, @Nullable GpioLine reset) {
    return new LinuxBusOptions(
        device, irq, reset, DEFAULT_SPEED_HZ, 0, RESET_PULSE, RESET_SETTLE, BUFSIZ);
  }

  /** The same with another clock. */
  public LinuxBusOptions withSpeedHz(int hertz) {
    return new LinuxBusOptions(
        device, irq, reset, hertz, setupMicros, resetPulse, resetSettle, bufsiz);
  }

  /** The same with another time between chip select and the first clock. */
  public LinuxBusOptions withSetupMicros(int micros) {
    return new LinuxBusOptions(
        device, irq, reset, speedHz, micros, resetPulse, resetSettle, bufsiz);
  }

  /** The same with other times of {@link LinuxSpiBus#reset}. */
  public LinuxBusOptions withResetTimes(Duration pulse, Duration settle) {
    return new LinuxBusOptions(device, irq, reset, speedHz, setupMicros, pulse, settle, bufsiz);
  }

  /** The same with another file that tells the largest transfer. */
  public LinuxBusOptions withBufsiz(Path file) {
    return new LinuxBusOptions(
        device, irq, reset, speedHz, setupMicros, resetPulse, resetSettle, file);
  }
}
