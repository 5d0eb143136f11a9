package io.github.spwf04.virtual.firmware;

import io.github.spwf04.catalog.Wind;
import io.github.spwf04.catalog.WindReason;
import io.github.spwf04.virtual.file.Volumes;
import io.github.spwf04.virtual.options.Strap;
import io.github.spwf04.virtual.pins.Peripherals;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.runtime.ResetReason;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a firmware says from its reset to the start of its radio (field-facts D). */
final class BootSequence {
  /** The configured watchdog time-out, WIND 3 (field-facts D). */
  static final int WATCHDOG_SECONDS = 20;

  /** Reasons of WIND 7 that do not halt it (Table 14). */
  private static final Set<WindReason.Configuration> GOES_ON =
      Set.of(
          WindReason.Configuration.INTERFACE_STRAP,
          WindReason.Configuration.EXTERNAL_FLASH_FORMAT,
          WindReason.Configuration.EXTERNAL_FLASH_MOUNT);

  private final Core core;

  private final Chip chip;
  private final ResetReason reason;
  private final Volumes volumes;
  private WindReason.@Nullable Configuration startupFailure;

  BootSequence(Core core, Chip chip, ResetReason reason, Volumes volumes) {
    this.core = core;
    this.chip = chip;
    this.reason = reason;
    this.volumes = volumes;
  }

  /** The status variable startup: the reason of WIND 7, 0 without one. */
  int startupFailure() {
    return startupFailure == null ? 0 : startupFailure.code();
  }

  /**
   * Goes through the boot loader and sends the WINDs.
   *
   * @param started comes behind them
   */
  void run(Runnable started) {
    boolean gpio0 = chip.peripherals().driven(Peripherals.FACTORY_RESET);
    chip.bootLoader()
        .run(
            core,
            volumes,
            gpio0,
            () -> {
              if (greet()) {
                started.run();
              }
            });
  }

  /** WIND 7, and the status variable startup. */
  void failed(WindReason.Configuration failure) {
    startupFailure = failure;
    core.wind(Wind.CONFIGURATION_FAILURE, failure);
  }

  /**
   * @return whether it goes on, or a failure halts it
   */
  private boolean greet() {
    boolean wantsSpi = core.settings().number("console_enabled") == 0;
    if (wantsSpi != (core.options().strap() == Strap.SPI)) {
      failed(WindReason.Configuration.INTERFACE_STRAP);
    }
    for (WindReason.Configuration failure : volumes.failures()) {
      failed(failure);
      if (!GOES_ON.contains(failure)) {
        // What comes in waits for ever.
        core.occupy();
        return false;
      }
    }
    String[] build = chip.bootLoader().running().build().split("-", 3);
    core.wind(Wind.POWERON, build[0], build[1], build[2]);
    if (reason == ResetReason.LOW_POWER) {
      core.wind(Wind.RESUMING_FROM_STANDBY);
    }
    core.wind(Wind.COPYRIGHT, core.settings().get("nv_model"));
    WindReason.FactoryReset factoryReset = chip.takeFactoryReset();
    if (factoryReset != null) {
      core.wind(Wind.FACTORY_RESET, factoryReset);
    }
    if (core.options().consoleFirst()) {
      core.wind(Wind.CONSOLE_ACTIVE);
      core.wind(Wind.WATCHDOG_RUNNING, WATCHDOG_SECONDS);
    } else {
      core.wind(Wind.WATCHDOG_RUNNING, WATCHDOG_SECONDS);
      core.wind(Wind.CONSOLE_ACTIVE);
    }
    return true;
  }
}
