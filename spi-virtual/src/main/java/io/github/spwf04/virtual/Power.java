package io.github.spwf04.virtual;

import io.github.spwf04.catalog.PowerMode;
import io.github.spwf04.catalog.Wind;
import java.time.Duration;

/**
 * PMS (6.6, Table 4), sleep and standby. While the module sleeps it hears no command: it must be
 * woken first, by a high GPIO6.
 */
final class Power {
  private static final int FAST = 2;

  private final Firmware firmware;
  private boolean asleep;
  private long asleepSince;

  Power(Firmware firmware) {
    this.firmware = firmware;
  }

  /** Whether commands go unheard. */
  boolean asleep() {
    return asleep;
  }

  /** Time slept up to now, that of earlier boots included. */
  Duration slept() {
    Duration before = firmware.module().counters().slept();
    return asleep ? before.plus(sinceAsleep()) : before;
  }

  private Duration sinceAsleep() {
    return Duration.ofNanos(firmware.options().clock().nanoTime() - asleepSince);
  }

  /** The command PMS. */
  void set(Call call) {
    PowerMode mode = PowerMode.values()[(int) call.number(0, 0)];
    boolean needsRadio = mode == PowerMode.POWER_SAVE || mode == PowerMode.SLEEP;
    if (needsRadio && !firmware.radio().running()) {
      call.error(Errors.RADIO_NOT_RUNNING);
      return;
    }
    Settings settings = firmware.settings();
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
  void networkUp() {
    if (firmware.settings().number("wifi_powersave") != 0) {
      follow();
    }
  }

  private void follow() {
    long powerSave = firmware.settings().number("wifi_powersave");
    if (powerSave != 0) {
      firmware.wind(Wind.LOW_POWER_MODE, powerSave);
    }
    sleepIfAllowed();
  }

  private void sleepIfAllowed() {
    boolean allowed =
        firmware.settings().number("sleep_enabled") != 0 && firmware.radio().running();
    if (allowed && !asleep && !firmware.module().peripherals().driven(Peripherals.WAKE_UP)) {
      firmware.wind(Wind.GOING_INTO_DEEP_SLEEP);
      asleep = true;
      asleepSince = firmware.options().clock().nanoTime();
    }
  }

  /** GPIO6 has another level: high wakes, and low lets it sleep again. */
  void wakePin(boolean high) {
    if (high && asleep) {
      wake();
      firmware.wind(Wind.RESUMING_FROM_DEEP_SLEEP);
      firmware.wind(Wind.WAKEUP);
    } else if (!high) {
      sleepIfAllowed();
    }
  }

  private void wake() {
    firmware.module().counters().addSlept(sinceAsleep());
    asleep = false;
  }

  /** All goes off; the module boots after standby_time, or at once when GPIO6 rises. */
  private void standby() {
    long seconds = firmware.settings().number("standby_time");
    firmware.wind(Wind.GOING_INTO_STANDBY, seconds);
    firmware.module().standby(Duration.ofSeconds(seconds));
  }

  /** The firmware ends, whatever it was at. */
  void end() {
    if (asleep) {
      wake();
    }
  }
}
