package io.github.spwf04.system;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.PowerMode;
import io.github.spwf04.command.ModuleCalls;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.internal.Sleep;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Power modes (manual 6.6, Table 4). */
public final class PowerCommands {
  private static final long MAX_STANDBY = (1L << 32) - 1;

  private final ModuleCalls calls;
  private final Sleep sleep;

  /** These commands over the calls of a connection. */
  public PowerCommands(ModuleCalls calls) {
    this.calls = calls;
    this.sleep = calls.keep(Sleep.class, own -> new Sleep(own.time()));
  }

  /**
   * Names the line that wakes the module. From then on a command to a module that sleeps drives it
   * high, waits for WIND 70 or 53, for a second at most, and lets it fall when no command is under
   * way any more. Commands of {@link io.github.spwf04.Spwf04#executeAsync} wake nobody.
   *
   * @param pin the line to GPIO6, or null for none
   */
  public void wakePin(@Nullable WakePin pin) {
    sleep.wakeBy(pin == null ? null : pin::drive);
  }

  /**
   * Switches to a power mode (6.6). A module in {@link PowerMode#SLEEP} hears no command until it
   * is woken, see {@link #wakePin}. The variables wifi_beacon_wakeup, wifi_listen_interval and
   * wifi_operational_mode shape the modes that save power; WIND 66, 69 and 67 tell of them.
   *
   * @param mode for {@link PowerMode#STANDBY} the module is off, and its sockets gone, for the
   *     seconds of the variable standby_time; {@link #standby} sets that, too
   */
  public void mode(PowerMode mode) throws InterruptedException {
    calls.run(Command.PMS, mode.number());
    sleep.allowed(mode == PowerMode.SLEEP);
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
    new ConfigCommands(calls).set("standby_time", time.toSeconds());
    mode(PowerMode.STANDBY);
  }
}
