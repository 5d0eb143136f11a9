package io.github.spwf04.virtual.pins;

import io.github.spwf04.catalog.Limits;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pins of a module as seen from outside: levels and voltages that a test drives, and what the
 * firmware puts out. They keep what is driven over every reset; a reset lets go of the outputs.
 */
public final class Peripherals {
  /** GPIOs are numbered 0 to 20. */
  public static final int GPIOS = Limits.GPIOS;

  /** Full scale of ADC and DAC in millivolts (6.18, 6.19). */
  public static final int FULL_SCALE = 3300;

  /** What the pins mean to the firmware beside their use as GPIOs (6.11, 6.15, 6.18, Table 7). */
  public static final int FACTORY_RESET = 0;

  public static final int WAKE_UP = 6;
  public static final int PYTHON = 8;

  /**
   * A PWM signal.
   *
   * @param frequency in hertz, 1 to 10000
   * @param dutyCycle in per cent, 0 to 100
   */
  public record Pwm(int frequency, int dutyCycle) {}

  /** Called with the number of a GPIO and its new level. */
  @FunctionalInterface
  public interface Edge {
    void seen(int gpio, boolean high);
  }

  private final Edge edges;
  private final boolean[] driven = new boolean[GPIOS];
  private final @Nullable Boolean[] outputs = new @Nullable Boolean[GPIOS];
  private final Map<Integer, Integer> voltages = new HashMap<>(Map.of(0, 0, 1, 0, 16, 0));
  private final Map<Integer, Pwm> pwm = new HashMap<>();
  private int dac;
  private boolean adcBroken;
  private boolean pwmBroken;

  public Peripherals(Edge edges) {
    this.edges = edges;
  }

  // For tests.

  /**
   * Drives a pin from outside. Inputs see it, and GPIO0 (factory reset) and GPIO8 (MicroPython) are
   * looked at when the module boots; a rising GPIO6 wakes it.
   */
  public synchronized void drive(int gpio, boolean high) {
    checkGpio(gpio);
    if (driven[gpio] != high) {
      driven[gpio] = high;
      edges.seen(gpio, high);
    }
  }

  /** The level of a pin: that of the firmware while it is an output, otherwise the driven one. */
  public synchronized boolean level(int gpio) {
    checkGpio(gpio);
    Boolean output = outputs[gpio];
    return output == null ? driven[gpio] : output;
  }

  /** Whether the firmware drives a pin. */
  public synchronized boolean isOutput(int gpio) {
    checkGpio(gpio);
    return outputs[gpio] != null;
  }

  /**
   * Puts a voltage on an input of the ADC.
   *
   * @param gpio 0, 1 or 16
   * @param millivolts 0 to {@link #FULL_SCALE}
   */
  public synchronized void voltage(int gpio, int millivolts) {
    if (!voltages.containsKey(gpio)) {
      throw new IllegalArgumentException("GPIO " + gpio + " has no ADC, 0, 1 and 16 have");
    }
    if (millivolts < 0 || millivolts > FULL_SCALE) {
      throw new IllegalArgumentException(
          millivolts + " mV, 0 to " + FULL_SCALE + " are allowed at the ADC");
    }
    voltages.put(gpio, millivolts);
  }

  /** The voltage of the DAC on GPIO15 in millivolts, 0 while it is off. */
  public synchronized int dac() {
    return dac;
  }

  /**
   * The PWM signal on GPIO2 or GPIO4.
   *
   * @return null while there is none
   */
  public synchronized @Nullable Pwm pwm(int gpio) {
    return pwm.get(gpio);
  }

  /** Whether conversions of the ADC fail from now on, with error 46. */
  public synchronized void breakAdc(boolean broken) {
    adcBroken = broken;
  }

  /** Whether settings of the PWM fail from now on, with error 45. */
  public synchronized void breakPwm(boolean broken) {
    pwmBroken = broken;
  }

  // For the firmware.

  public synchronized boolean driven(int gpio) {
    return driven[gpio];
  }

  /** Drives a pin, or lets go of it with null. */
  public synchronized void output(int gpio, @Nullable Boolean level) {
    outputs[gpio] = level;
  }

  /**
   * @return millivolts in steps of the ADC's accuracy of 10 mV (6.19), or -1 when it is broken
   */
  public synchronized int convert(int gpio) {
    return adcBroken ? -1 : voltages.getOrDefault(gpio, 0) / 10 * 10;
  }

  public synchronized void dac(int millivolts) {
    dac = millivolts;
  }

  /**
   * @return whether the setting was taken
   */
  public synchronized boolean pwm(int gpio, @Nullable Pwm signal) {
    if (pwmBroken) {
      return false;
    }
    if (signal == null) {
      pwm.remove(gpio);
    } else {
      pwm.put(gpio, signal);
    }
    return true;
  }

  /** What a reset does to the pins. */
  public synchronized void letGo() {
    java.util.Arrays.fill(outputs, null);
    pwm.clear();
    dac = 0;
  }

  private static void checkGpio(int gpio) {
    if (gpio < 0 || gpio >= GPIOS) {
      throw new IllegalArgumentException("GPIO " + gpio + ", 0 to " + (GPIOS - 1) + " are allowed");
    }
  }
}
