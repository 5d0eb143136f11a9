package io.github.spwf04.virtual.system;

import static io.github.spwf04.catalog.ParameterName.DIRECTION;
import static io.github.spwf04.catalog.ParameterName.DUTY_CYCLE;
import static io.github.spwf04.catalog.ParameterName.FREQUENCY;
import static io.github.spwf04.catalog.ParameterName.INTERRUPT;
import static io.github.spwf04.catalog.ParameterName.LEVEL;
import static io.github.spwf04.catalog.ParameterName.NUM;
import static io.github.spwf04.catalog.ParameterName.NUMBER;
import static io.github.spwf04.catalog.ParameterName.VALUE;

import io.github.spwf04.catalog.Line;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.options.Strap;
import io.github.spwf04.virtual.pins.Peripherals;
import io.github.spwf04.virtual.runtime.Call;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.runtime.Settings;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** GPIOC, GPIOR, GPIOW, DAC, ADC and PWM (6.15 to 6.20), and the edges of inputs. */
public final class Pins {
  /** Blinks while blink_led is 1 (Table 7). */
  private static final int LED = 10;

  private static final int DAC = 15;

  /** Chosen: the manual does not name the pin of error 22. */
  private static final int WPS = 5;

  /** The IRQ line (field-facts A.4), and the pin that ST's driver names for error 24 (F.40). */
  private static final Set<Integer> SPI = Set.of(3, 9);

  /** Chosen: on and off for this long. */
  private static final Duration BLINK = Duration.ofMillis(500);

  private enum Interrupt {
    NONE,
    RISING,
    FALLING,
    BOTH;

    boolean sees(boolean high) {
      return this == BOTH || this == (high ? RISING : FALLING);
    }
  }

  private final Core core;
  private final Peripherals peripherals;
  private final Interrupt[] interrupts = new Interrupt[Peripherals.GPIOS];

  public Pins(Core core, Peripherals peripherals) {
    this.core = core;
    this.peripherals = peripherals;
    java.util.Arrays.fill(interrupts, Interrupt.NONE);
    peripherals.letGo();
  }

  /** An input has another level. */
  public void edge(int gpio, boolean high) {
    if (interrupts[gpio].sees(high)) {
      core.wind(Wind.GPIO_INTERRUPT, gpio, high ? 1 : 0);
    }
  }

  /** The status variable gpio_enable: a bit for every GPIO with an interrupt. */
  int interruptMask() {
    int mask = 0;
    for (int gpio = 0; gpio < interrupts.length; gpio++) {
      if (interrupts[gpio] != Interrupt.NONE) {
        mask |= 1 << gpio;
      }
    }
    return mask;
  }

  public void configure(Call call) {
    int gpio = (int) call.number(NUMBER);
    boolean input = call.text(DIRECTION).equalsIgnoreCase("in");
    if (missing(call, gpio)) {
      return;
    }
    Interrupt wanted = interrupt(call.text(INTERRUPT));
    ModuleError error = reserved(gpio);
    if (error == null && wanted != Interrupt.NONE) {
      error = interruptError(gpio, input);
    }
    if (error != null) {
      call.error(error);
      return;
    }
    interrupts[gpio] = wanted;
    peripherals.output(gpio, input ? null : Boolean.FALSE);
    call.ok();
  }

  /** Whether this release has fewer GPIOs than the row allows, which ends the call. */
  private boolean missing(Call call, int gpio) {
    boolean missing = gpio >= core.profile().gpios();
    if (missing) {
      call.error(ModuleError.INVALID_GPIO);
    }
    return missing;
  }

  private static Interrupt interrupt(String letter) {
    return switch (letter.toUpperCase(Locale.ROOT)) {
      case "R" -> Interrupt.RISING;
      case "F" -> Interrupt.FALLING;
      case "B" -> Interrupt.BOTH;
      default -> Interrupt.NONE;
    };
  }

  private @Nullable ModuleError reserved(int gpio) {
    Settings settings = core.settings();
    if (gpio == Peripherals.WAKE_UP && settings.number("sleep_enabled") != 0) {
      return ModuleError.GPIO6_WAKES;
    }
    if (gpio == LED && blinks()) {
      return ModuleError.GPIO10_BLINKS;
    }
    return SPI.contains(gpio) && core.options().strap() == Strap.SPI
        ? ModuleError.NOT_WITH_SPI
        : null;
  }

  private @Nullable ModuleError interruptError(int gpio, boolean input) {
    if (!input) {
      return ModuleError.INVALID_ARGUMENT;
    }
    if (gpio == WPS) {
      return ModuleError.INTERRUPT_RESERVED;
    }
    return interrupts[gpio] == Interrupt.NONE ? null : ModuleError.INTERRUPT_SET;
  }

  private boolean blinks() {
    return core.settings().number("blink_led") != 0;
  }

  public void read(Call call) {
    int gpio = (int) call.number(NUM);
    if (missing(call, gpio)) {
      return;
    }
    boolean output = peripherals.isOutput(gpio) || gpio == LED && blinks();
    boolean high =
        gpio == LED && blinks() ? core.uptime().dividedBy(BLINK) % 2 == 0 : peripherals.level(gpio);
    call.line(Line.LEVEL, gpio, high ? 1 : 0, output ? 0 : 1);
    call.ok();
  }

  public void write(Call call) {
    int gpio = (int) call.number(NUM);
    if (missing(call, gpio)) {
      return;
    }
    ModuleError error = reserved(gpio);
    if (error == null && !peripherals.isOutput(gpio)) {
      error = ModuleError.DIRECTION;
    }
    if (error != null) {
      call.error(error);
    } else {
      peripherals.output(gpio, call.number(LEVEL) != 0);
      call.ok();
    }
  }

  public void dac(Call call) {
    int millivolts = (int) call.number(VALUE);
    peripherals.dac(millivolts);
    if (millivolts > 0) {
      interrupts[DAC] = Interrupt.NONE;
      peripherals.output(DAC, null);
    }
    call.ok();
  }

  public void adc(Call call) {
    int millivolts = peripherals.convert((int) call.number(NUM));
    if (millivolts < 0) {
      call.error(ModuleError.ADC_FAILED);
    } else {
      call.line(Line.VOLTAGE, millivolts);
      call.ok();
    }
  }

  public void pwm(Call call) {
    int gpio = (int) call.number(NUM);
    int frequency = (int) call.number(FREQUENCY);
    boolean off = frequency == 0;
    Peripherals.Pwm signal =
        off ? null : new Peripherals.Pwm(frequency, (int) call.number(DUTY_CYCLE));
    if (off && peripherals.pwm(gpio) == null) {
      call.error(ModuleError.PWM_NOT_RUNNING);
    } else if (peripherals.pwm(gpio, signal)) {
      call.ok();
    } else {
      call.error(ModuleError.PWM_FAILED);
    }
  }
}
