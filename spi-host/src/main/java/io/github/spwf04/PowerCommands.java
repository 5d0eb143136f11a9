package io.github.spwf04;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.PowerMode;
import io.github.spwf04.codec.SpwfException;
import java.time.Duration;

/** Power modes (manual 6.6, Table 4). */
public final class PowerCommands {
  private static final long MAX_STANDBY = (1L << 32) - 1;

  private final Spwf04 spwf;

  PowerCommands(Spwf04 spwf) {
    this.spwf = spwf;
  }

  /**
   * Switches to a power mode (6.6). The variables wifi_beacon_wakeup, wifi_listen_interval and
   * wifi_operational_mode shape the modes that save power; WIND 66, 69 and 67 tell of them.
   *
   * @param mode for {@link PowerMode#STANDBY} the module is off, and its sockets gone, for the
   *     seconds of the variable standby_time; {@link #standby} sets that, too
   */
  public void mode(PowerMode mode) throws InterruptedException {
    spwf.run(Command.PMS, mode.number());
  }

  /**
   * Switches the module off for a time (6.6). It starts again by itself, with the boot WINDs; all
   * that was not saved is gone.
   *
   * @param time 1 second to 2^32-1 seconds; fractions of a second are cut off
   * @throws SpwfException.InvalidInput when it is shorter or longer
   */
  public void standby(Duration time) throws InterruptedException {
    if (time.toSeconds() < 1 || time.toSeconds() > MAX_STANDBY) {
      throw new SpwfException.InvalidInput(
          "standby for " + time + ", 1 to " + MAX_STANDBY + " seconds are allowed");
    }
    spwf.config().set("standby_time", time.toSeconds());
    mode(PowerMode.STANDBY);
  }
}
