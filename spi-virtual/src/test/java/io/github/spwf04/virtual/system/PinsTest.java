package io.github.spwf04.virtual.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.Terminal;
import io.github.spwf04.virtual.bench.Usage;
import io.github.spwf04.virtual.pins.Peripherals;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GPIOs, DAC, ADC and PWM: sections 6.15 to 6.20. */
class PinsTest {

  @Test
  @Usage(section = "6.15", line = 1)
  @Usage(section = "6.16")
  @Usage(section = "6.17")
  void anOutput() throws Exception {
    try (Bench bench = Bench.idle()) {
      Peripherals pins = bench.module.peripherals();
      assertThat(bench.reply(Command.GPIOC, "7", "out")).containsExactly("R00@3");
      assertThat(bench.reply(Command.GPIOR, "7")).containsExactly("RFF@3 Value:7:0:0", "R00@3");
      assertThat(bench.reply(Command.GPIOW, "7", "1")).containsExactly("R00@3");
      assertThat(bench.reply(Command.GPIOR, "7")).containsExactly("RFF@3 Value:7:1:0", "R00@3");
      assertThat(pins.isOutput(7)).isTrue();
      assertThat(pins.level(7)).isTrue();
      bench.bus.reset();
      bench.settle();
      assertThat(pins.isOutput(7)).isFalse();
      assertThat(pins.level(7)).isFalse();
    }
  }

  @Test
  @Usage(section = "6.15", line = 2)
  void anInputAndItsEdges() throws Exception {
    try (Bench bench = Bench.idle()) {
      Peripherals pins = bench.module.peripherals();
      pins.drive(1, true);
      assertThat(bench.reply(Command.GPIOC, "1", "in")).containsExactly("R00@3");
      assertThat(bench.reply(Command.GPIOR, "1")).containsExactly("RFF@3 Value:1:1:1", "R00@3");
      pins.drive(1, false);
      assertThat(bench.drain()).as("no interrupt").isEmpty();

      bench.reply(Command.GPIOC, "1", "in", "R");
      bench.reply(Command.GPIOC, "2", "IN", "f");
      bench.reply(Command.GPIOC, "4", "in", "B");
      assertThat(bench.reply(Command.STS, "gpio_enable"))
          .containsExactly("RFF@3 Var:gpio_enable=0x0016", "R00@3");
      for (int gpio : new int[] {1, 2, 4}) {
        pins.drive(gpio, true);
        pins.drive(gpio, true);
        pins.drive(gpio, false);
      }
      assertThat(bench.drain()).containsExactly("W52@3 1:1", "W52@3 2:0", "W52@3 4:1", "W52@3 4:0");

      bench.reply(Command.GPIOC, "1", "in");
      pins.drive(1, true);
      assertThat(bench.drain()).as("switched off").isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "GPIOC, R13, 1, up, -",
        "GPIOC, R14, 21, in, -",
        "GPIOC, R14, x, in, -",
        "GPIOC, R02, 1, -, -",
        "GPIOC, R07, 1, in, X",
        "GPIOC, R07, 1, out, R",
        "GPIOC, R16, 5, in, R", // the button of WPS
        "GPIOC, R17, 10, out, -", // blink_led is 1
        "GPIOC, R18, 9, in, -", // the IRQ line
        "GPIOC, R18, 3, in, -",
        "GPIOR, R14, 21, -, -",
        "GPIOW, R14, 21, 1, -",
        "GPIOW, R08, 1, 2, -",
        "GPIOW, R13, 1, 1, -", // an input
        "GPIOW, R17, 10, 1, -",
        "DAC, R1A, 3301, -, -",
        "DAC, R1A, -1, -, -",
        "ADC, R14, 2, -, -",
        "PWM, R14, 3, 100, -",
        "PWM, R1B, 2, 10001, -",
        "PWM, R1C, 2, 100, 101",
        "PWM, R1D, 2, 0, -", // not running
      })
  @Usage(section = "6.15", line = 1, fails = true)
  @Usage(section = "6.15", line = 2, fails = true)
  @Usage(section = "6.16", fails = true)
  @Usage(section = "6.17", fails = true)
  @Usage(section = "6.18", fails = true)
  @Usage(section = "6.19", fails = true)
  @Usage(section = "6.20", fails = true)
  void errors(Command command, String error, String first, String second, String third)
      throws Exception {
    try (Bench bench = Bench.idle()) {
      String[] arguments =
          java.util.stream.Stream.of(first, second, third)
              .filter(java.util.Objects::nonNull)
              .toArray(String[]::new);
      assertThat(bench.reply(command, arguments)).containsExactly(error + "@3");
    }
  }

  /** Error 24 is for SPI. */
  @ParameterizedTest
  @ValueSource(ints = {3, 9})
  void thePinsOfSpiAreFreeOnTheUart(int gpio) throws Exception {
    try (Terminal terminal = Terminal.booted(o -> o)) {
      assertThat(terminal.type("AT+S.GPIOC=" + gpio + ",in\r")).isEqualTo("AT-S.OK\r\n");
      terminal.module.peripherals().drive(gpio, true);
      assertThat(terminal.type("AT+S.GPIOR=" + gpio + "\r"))
          .isEqualTo("AT-S.Value:" + gpio + ":1:1\r\nAT-S.OK\r\n");
    }
  }

  @Test
  void anInterruptIsSetOnce() throws Exception {
    try (Bench bench = Bench.idle()) {
      assertThat(bench.reply(Command.GPIOC, "1", "in", "R")).containsExactly("R00@3");
      assertThat(bench.reply(Command.GPIOC, "1", "in", "F")).containsExactly("R19@3");
    }
  }

  @Test
  void gpio6WakesWhileSleepIsEnabled() throws Exception {
    try (Bench bench = Bench.booted(o -> o.variable("sleep_enabled", "1"))) {
      assertThat(bench.reply(Command.GPIOC, "6", "in")).containsExactly("R15@3");
      bench.reply(Command.SCFG, "sleep_enabled", "0");
      assertThat(bench.reply(Command.GPIOC, "6", "in")).containsExactly("R00@3");
    }
  }

  @Test
  void theLedBlinksUnlessItIsSwitchedOff() throws Exception {
    try (Bench bench = Bench.idle()) {
      String first = bench.reply(Command.GPIOR, "10").getFirst();
      bench.turn(Duration.ofMillis(500));
      String second = bench.reply(Command.GPIOR, "10").getFirst();
      assertThat(new String[] {first, second})
          .containsExactlyInAnyOrder("RFF@3 Value:10:0:0", "RFF@3 Value:10:1:0");
      bench.reply(Command.SCFG, "blink_led", "0");
      assertThat(bench.reply(Command.GPIOC, "10", "out")).containsExactly("R00@3");
    }
  }

  @Test
  @Usage(section = "6.18")
  void dac() throws Exception {
    try (Bench bench = Bench.idle()) {
      Peripherals pins = bench.module.peripherals();
      assertThat(pins.dac()).isZero();
      assertThat(bench.reply(Command.DAC, "1650")).containsExactly("R00@3");
      assertThat(pins.dac()).isEqualTo(1650);
      assertThat(bench.reply(Command.DAC, "0")).containsExactly("R00@3");
      assertThat(pins.dac()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1234, 1230", "1, 3300, 3300", "16, 9, 0"})
  @Usage(section = "6.19")
  void adc(int gpio, int millivolts, int read) throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.module.peripherals().voltage(gpio, millivolts);
      assertThat(bench.reply(Command.ADC, Integer.toString(gpio)))
          .containsExactly("RFF@3 Value:" + read, "R00@3");
    }
  }

  @Test
  void aBrokenAdc() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.module.peripherals().breakAdc(true);
      assertThat(bench.reply(Command.ADC, "1")).containsExactly("R2E@3");
      bench.module.peripherals().breakAdc(false);
      assertThat(bench.reply(Command.ADC, "1")).containsExactly("RFF@3 Value:0", "R00@3");
    }
  }

  @Test
  @Usage(section = "6.20")
  void pwm() throws Exception {
    try (Bench bench = Bench.idle()) {
      Peripherals pins = bench.module.peripherals();
      assertThat(bench.reply(Command.PWM, "2", "1000")).containsExactly("R00@3");
      assertThat(pins.pwm(2)).isEqualTo(new Peripherals.Pwm(1000, 50));
      assertThat(bench.reply(Command.PWM, "4", "10000", "7")).containsExactly("R00@3");
      assertThat(pins.pwm(4)).isEqualTo(new Peripherals.Pwm(10000, 7));
      assertThat(bench.reply(Command.PWM, "2", "0")).containsExactly("R00@3");
      assertThat(pins.pwm(2)).isNull();
      pins.breakPwm(true);
      assertThat(bench.reply(Command.PWM, "2", "1")).containsExactly("R2D@3");
    }
  }

  @Test
  void whatATestCannotDrive() throws Exception {
    try (Bench bench = Bench.idle()) {
      Peripherals pins = bench.module.peripherals();
      assertThatThrownBy(() -> pins.drive(21, true)).hasMessage("GPIO 21, 0 to 20 are allowed");
      assertThatThrownBy(() -> pins.voltage(2, 1))
          .hasMessage("GPIO 2 has no ADC, 0, 1 and 16 have");
      assertThatThrownBy(() -> pins.voltage(1, 3301))
          .hasMessage("3301 mV, 0 to 3300 are allowed at the ADC");
    }
  }
}
