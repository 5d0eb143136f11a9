package io.github.spwf04.virtual.system;

import static io.github.spwf04.catalog.ParameterName.MODE;

import io.github.spwf04.catalog.PowerMode;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.pins.Peripherals;
import io.github.spwf04.virtual.runtime.BootCounters;
import io.github.spwf04.virtual.runtime.Call;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.runtime.Settings;
import io.github.spwf04.virtual.wifi.Radio;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * PMS (6.6, Table 4), sleep and standby. While the module sleeps it hears no command: it must be
 * woken first, by a high GPIO6.
 */
public final class Power {
  private static final int FAST = 2;

  private final Core core;
  private final Radio radio;
  private final Peripherals peripherals;
  private final BootCounters counters;
  private final Consumer<Duration> standby;
  private boolean asleep;
  private long asleepSince;

  public Power(
      Core core,
      Radio radio,
      Peripherals peripherals,
      BootCounters counters,
      Consumer<Duration> standby) {
    this.core = core;
    this.radio = radio;
    this.peripherals = peripherals;
    this.counters = counters;
    this.standby = standby;
  }

  /** Whether commands go unheard. */
  public boolean asleep() {
    return asleep;
  }

  /** Time slept up to now, that of earlier boots included. */
  Duration slept() {
    Duration before = counters.slept();
    return asleep ? before.plus(sinceAsleep()) : before;
  }

  private Duration sinceAsleep() {
    return Duration.ofNanos(core.options().timing().clock().nanoTime() - asleepSince);
  }

  /** The command PMS. */
  public void set(Call call) {
    PowerMode mode = PowerMode.values()[(int) call.number(MODE)];
    boolean needsRadio = mode == PowerMode.POWER_SAVE || mode == PowerMode.SLEEP;
    if (needsRadio && !radio.running()) {
      call.error(ModuleError.RADIO_NOT_RUNNING);
      return;
    }
    Settings settings = core.settings();
    long kept = settings.number("wifi_powersave");
    mode.variables().forEach((name, value) -> settings.set(name, Integer.toString(value)));
    if (needsRadio && kept == FAST) {
      settings.set("wifi_powersave", Integer.toString(FAST));
    }
    call.ok();
    if (mode == PowerMode.STANDBY) {
      standby();
    } else {
      follow();
    }
  }

  /** The network is up: the saved mode takes effect (Table 4). */
  public void networkUp() {
    if (core.settings().number("wifi_powersave") != 0) {
      follow();
    }
  }

  private void follow() {
    long powerSave = core.settings().number("wifi_powersave");
    if (powerSave != 0) {
      core.wind(Wind.LOW_POWER_MODE, powerSave);
    }
    sleepIfAllowed();
  }

  private void sleepIfAllowed() {
    boolean allowed = core.settings().number("sleep_enabled") != 0 && radio.running();
    if (allowed && !asleep && !peripherals.driven(Peripherals.WAKE_UP)) {
      core.wind(Wind.GOING_INTO_DEEP_SLEEP);
      asleep = true;
      asleepSince = core.options().timing().clock().nanoTime();
    }
  }

  /** GPIO6 has another level: high wakes, and low lets it sleep again. */
  public void wakePin(boolean high) {
    if (high && asleep) {
      wake();
      core.wind(Wind.RESUMING_FROM_DEEP_SLEEP);
      core.wind(Wind.WAKEUP);
    } else if (!high) {
      sleepIfAllowed();
    }
  }

  private void wake() {
    counters.addSlept(sinceAsleep());
    asleep = false;
  }

  /** All goes off; the module boots after standby_time, or at once when GPIO6 rises. */
  private void standby() {
    long seconds = core.settings().number("standby_time");
    core.wind(Wind.GOING_INTO_STANDBY, seconds);
    standby.accept(Duration.ofSeconds(seconds));
  }

  /** The firmware ends, whatever it was at. */
  public void end() {
    if (asleep) {
      wake();
    }
  }
}
