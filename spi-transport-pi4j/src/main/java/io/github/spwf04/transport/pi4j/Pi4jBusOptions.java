package io.github.spwf04.transport.pi4j;

import io.github.spwf04.error.SpwfException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the module is wired, and how it is talked to. Lines are BCM numbers.
 *
 * @param bus the SPI bus, 0 to 6
 * @param chipSelect the chip select of it, 0 to 2
 * @param irq the input that the module's IRQ output (its GPIO9) is wired to
 * @param reset the line that the module's reset input is wired to, or null when it cannot be pulled
 * @param speedHz the SPI clock in hertz, 100000 to 16000000; 8000000 is what works with every
 *     firmware, 20000000 does not work and below about 3000000 firmware 1.1.0 hangs (field-facts
 *     A.1)
 * @param maxTransfer bytes the provider takes at once, at least 5; 4096 is what spidev takes unless
 *     it was told otherwise
 * @param resetLow how long the reset line is low, 200 ms as the field does it (field-facts A.7)
 * @param resetRecovery how long the module is left alone after it, 50 ms
 */
public record Pi4jBusOptions(
    int bus,
    int chipSelect,
    int irq,
    @Nullable Integer reset,
    int speedHz,
    int maxTransfer,
    Duration resetLow,
    Duration resetRecovery) {
  /** The clock that works with every firmware. */
  public static final int DEFAULT_SPEED_HZ = 8_000_000;

  public Pi4jBusOptions {
    check("SPI bus", bus, 0, 6);
    check("chip select", chipSelect, 0, 2);
    check("irq", irq, 0, 63);
    check("reset", reset == null ? 0 : reset, 0, 63);
    check("speed", speedHz, 100_000, 16_000_000);
    check("maxTransfer", maxTransfer, 5, 65_536);
    if (reset != null && reset == irq) {
      throw new SpwfException.InvalidInput("irq and reset are both line " + irq);
    }
    if (resetLow.isNegative() || resetRecovery.isNegative()) {
      throw new SpwfException.InvalidInput("a duration of the reset is negative");
    }
  }

  /** These lines, and everything else as it works in the field. */
  public static Pi4jBusOptions of(int bus, int chipSelect, int irq, @Nullable Integer reset) {
    return new Pi4jBusOptions(
        bus,
        chipSelect,
        irq,
        reset,
        DEFAULT_SPEED_HZ,
        4096,
        Duration.ofMillis(200),
        Duration.ofMillis(50));
  }

  /** These options with another clock. */
  public Pi4jBusOptions withSpeedHz(int hertz) {
    return new Pi4jBusOptions(
        bus, chipSelect, irq, reset, hertz, maxTransfer, resetLow, resetRecovery);
  }

  /** These options with another reset pulse. */
  public Pi4jBusOptions withReset(Duration low, Duration recovery) {
    return new Pi4jBusOptions(bus, chipSelect, irq, reset, speedHz, maxTransfer, low, recovery);
  }

  private static void check(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new SpwfException.InvalidInput(
          name + " is " + value + ", " + min + " to " + max + " is allowed");
    }
  }
}
