package io.github.spwf04.command;

import static io.github.spwf04.command.Use.action;
import static io.github.spwf04.command.Use.use;

import io.github.spwf04.system.Edge;
import io.github.spwf04.system.PinState;
import java.time.Instant;
import java.util.List;

/** Uses of the commands of the STM32 peripherals (manual 6.15 to 6.22). */
final class PeripheralUses {
  private PeripheralUses() {}

  static List<Use> all() {
    return List.of(
        action(0x13, "AT+S.GPIOC=<number>,out", s -> s.gpio().output(0)).sends("0", "out"),
        action(0x13, "AT+S.GPIOC=<number>,in,[<interrupt>]", s -> s.gpio().input(7))
            .sends("7", "in"),
        action(0x13, "AT+S.GPIOC=<number>,in,[<interrupt>]", s -> s.gpio().input(7, Edge.RISING))
            .sends("7", "in", "R"),
        action(0x13, "AT+S.GPIOC=<number>,in,[<interrupt>]", s -> s.gpio().input(7, Edge.FALLING))
            .sends("7", "in", "F"),
        action(0x13, "AT+S.GPIOC=<number>,in,[<interrupt>]", s -> s.gpio().input(15, Edge.BOTH))
            .sends("15", "in", "B"),
        action(0x13, "AT+S.GPIOC=<number>,in,[<interrupt>]", s -> s.gpio().input(6, Edge.BOTH))
            .sends("6", "in", "B")
            .refused(25),
        use(0x14, "AT+S.GPIOR=<num>", s -> s.gpio().read(13))
            .sends("13")
            .line("Value:", "13:1:0")
            .gives(new PinState(13, true, false)),
        use(0x14, "AT+S.GPIOR=<num>", s -> s.gpio().read(0))
            .sends("0")
            .line("Value:", "0:0:1")
            .gives(new PinState(0, false, true)),
        use(0x14, "AT+S.GPIOR=<num>", s -> s.gpio().read(9)).sends("9").refused(24),
        action(0x15, "AT+S.GPIOW=<num>,<level>", s -> s.gpio().write(0, true)).sends("0", "1"),
        action(0x15, "AT+S.GPIOW=<num>,<level>", s -> s.gpio().write(0, false)).sends("0", "0"),
        action(0x15, "AT+S.GPIOW=<num>,<level>", s -> s.gpio().write(10, true))
            .sends("10", "1")
            .refused(23),
        action(0x16, "AT+S.DAC=<value>", s -> s.gpio().dac(3300)).sends("3300"),
        action(0x16, "AT+S.DAC=<value>", s -> s.gpio().dac(0)).sends("0"),
        action(0x16, "AT+S.DAC=<value>", s -> s.gpio().dac(1)).sends("1").refused(26),
        use(0x17, "AT+S.ADC=<num>", s -> s.gpio().adc(16))
            .sends("16")
            .line("Value:", "1650")
            .gives(1650),
        use(0x17, "AT+S.ADC=<num>", s -> s.gpio().adc(1)).sends("1").line("Value:", "0").gives(0),
        use(0x17, "AT+S.ADC=<num>", s -> s.gpio().adc(0)).sends("0").refused(46),
        action(0x18, "AT+S.PWM=<num>,<frequency>[,<duty_cycle>]", s -> s.gpio().pwm(2, 10000))
            .sends("2", "10000"),
        action(0x18, "AT+S.PWM=<num>,<frequency>[,<duty_cycle>]", s -> s.gpio().pwm(4, 1, 100))
            .sends("4", "1", "100"),
        action(0x18, "AT+S.PWM=<num>,<frequency>[,<duty_cycle>]", s -> s.gpio().pwm(4, 0))
            .sends("4", "0")
            .refused(29),
        use(0x11, "AT+S.TIME", s -> s.clock().get())
            .sends()
            .line("Date:", "17.07.26:3")
            .line("Time:", "12.34.56")
            .gives(Instant.parse("2017-07-26T12:34:56Z")),
        use(0x11, "AT+S.TIME", s -> s.clock().get())
            .sends()
            .line("Date:", "00.01.01:6")
            .line("Time:", "00:00:01")
            .gives(Instant.parse("2000-01-01T00:00:01Z")),
        action(0x11, "AT+S.TIME=<time>", s -> s.clock().set(Instant.ofEpochSecond(1501072496, 9)))
            .sends("1501072496"),
        action(0x11, "AT+S.TIME=<time>", s -> s.clock().set(Instant.EPOCH)).sends("0").refused(66),
        use(0x12, "AT+S.RANDOM", s -> s.system().random())
            .sends()
            .line("Number:", "4294967295")
            .gives(4294967295L),
        use(0x12, "AT+S.RANDOM", s -> s.system().random()).sends().refused(91));
  }
}
