package io.github.spwf04.virtual.runtime;

import java.time.Duration;

/** What a module counts over its resets (Table 8); used on the event loop only. */
public final class BootCounters {
  private int powerCycles;
  private int resets;
  private int watchdogResets;
  private Duration slept = Duration.ZERO;

  public void booted(ResetReason reason) {
    switch (reason) {
      case POWER_ON -> {
        powerCycles++;
        slept = Duration.ZERO;
      }
      case WATCHDOG -> {
        resets++;
        watchdogResets++;
      }
      default -> resets++;
    }
  }

  /** The status variable nv_power_cycles. */
  public int powerCycles() {
    return powerCycles;
  }

  /** The status variable nv_reset_cycles. */
  public int resets() {
    return resets;
  }

  /** The status variable nv_wdog_resets. */
  public int watchdogResets() {
    return watchdogResets;
  }

  /** The status variable system_sleeptime: chosen, since the power came on. */
  public Duration slept() {
    return slept;
  }

  public void addSlept(Duration more) {
    slept = slept.plus(more);
  }
}
