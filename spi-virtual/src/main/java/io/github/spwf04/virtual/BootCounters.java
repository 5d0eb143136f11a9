package io.github.spwf04.virtual;

import java.time.Duration;

/** What a module counts over its resets (Table 8); used on the event loop only. */
final class BootCounters {
  private int powerCycles;
  private int resets;
  private int watchdogResets;
  private Duration slept = Duration.ZERO;

  void booted(ResetReason reason) {
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
  int powerCycles() {
    return powerCycles;
  }

  /** The status variable nv_reset_cycles. */
  int resets() {
    return resets;
  }

  /** The status variable nv_wdog_resets. */
  int watchdogResets() {
    return watchdogResets;
  }

  /** The status variable system_sleeptime: chosen, since the power came on. */
  Duration slept() {
    return slept;
  }

  void addSlept(Duration more) {
    slept = slept.plus(more);
  }
}
