package io.github.spwf04.system;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Fields;
import io.github.spwf04.catalog.Line;
import io.github.spwf04.command.ModuleCalls;

/**
 * The pins of the module: digital, analogue and PWM (manual 6.15 to 6.20). Which number is which
 * pin says the data sheet; GPIO9 is the line to the host.
 *
 * <p>Refusals are {@link io.github.spwf04.error.SpwfException.Rejected}: error 20 for a number that
 * is no pin, 21 to 23 for a pin that sleep, WPS or the LED needs, 24 for one that SPI needs.
 */
public final class GpioCommands {
  private final ModuleCalls calls;

  /** These commands over the calls of a connection. */
  public GpioCommands(ModuleCalls calls) {
    this.calls = calls;
  }

  /**
   * Makes a pin an output (6.15).
   *
   * @param pin 0 to 20, 0 to 18 with firmware 1.0.0
   */
  public void output(int pin) throws InterruptedException {
    calls.run(Command.GPIOC, pin, "out");
  }

  /**
   * Makes a pin an input that reports nothing by itself (6.15).
   *
   * @param pin 0 to 20, 0 to 18 with firmware 1.0.0
   */
  public void input(int pin) throws InterruptedException {
    calls.run(Command.GPIOC, pin, "in");
  }

  /**
   * Makes a pin an input whose changes come as events, WIND 52 (6.15).
   *
   * @param pin 0 to 20, 0 to 18 with firmware 1.0.0
   * @throws io.github.spwf04.error.SpwfException.Rejected with error 25 when another pin has the
   *     same interrupt line
   */
  public void input(int pin, Edge edge) throws InterruptedException {
    calls.run(Command.GPIOC, pin, "in", edge.letter());
  }

  /**
   * Level and direction of a pin that was configured before (6.16).
   *
   * @param pin 0 to 20, 0 to 18 with firmware 1.0.0
   */
  public PinState read(int pin) throws InterruptedException {
    return calls.ask(
        Command.GPIOR,
        reply -> {
          Fields value = reply.only(Line.LEVEL);
          return new PinState(
              (int) value.number("num"),
              value.number("level") != 0,
              value.number("direction") != 0);
        },
        pin);
  }

  /**
   * Sets the level of an output (6.17).
   *
   * @param pin 0 to 20, 0 to 18 with firmware 1.0.0
   */
  public void write(int pin, boolean high) throws InterruptedException {
    calls.run(Command.GPIOW, pin, high);
  }

  /**
   * Puts a voltage out on GPIO15 (6.18).
   *
   * @param millivolts 1 to 3300, or 0 to switch it off
   * @throws io.github.spwf04.error.SpwfException.Rejected with error 26 when it is not allowed
   */
  public void dac(int millivolts) throws InterruptedException {
    calls.run(Command.DAC, millivolts);
  }

  /**
   * Measures a voltage (6.19).
   *
   * @param pin 0, 1 or 16
   * @return millivolts, 0 to 3300, with an accuracy of 10
   * @throws io.github.spwf04.error.SpwfException.Rejected with error 46 when it cannot be measured
   */
  public int adc(int pin) throws InterruptedException {
    return calls.ask(Command.ADC, reply -> (int) reply.only(Line.VOLTAGE).number("value"), pin);
  }

  /**
   * Puts out a square wave of equal halves (6.20).
   *
   * @param pin 2 or 4
   * @param frequency 1 to 10000 Hz, or 0 to switch it off
   * @throws io.github.spwf04.error.SpwfException.Rejected with error 27 for a frequency that is not
   *     supported, 29 when it is switched off and was not on, 45 when it cannot be set
   */
  public void pwm(int pin, int frequency) throws InterruptedException {
    calls.run(Command.PWM, pin, frequency);
  }

  /**
   * Puts out a square wave (6.20).
   *
   * @param pin 2 or 4
   * @param frequency 1 to 10000 Hz, or 0 to switch it off
   * @param dutyCycle how long it is high, 0 to 100 per cent
   * @throws io.github.spwf04.error.SpwfException.Rejected as {@link #pwm(int, int)}, and with error
   *     28 for a duty cycle that is not supported
   */
  public void pwm(int pin, int frequency, int dutyCycle) throws InterruptedException {
    calls.run(Command.PWM, pin, frequency, dutyCycle);
  }
}
