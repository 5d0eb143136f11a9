package io.github.spwf04.virtual.runtime;

/** The status variable reset_reason (Table 8). */
public enum ResetReason {
  POWER_ON(0),
  WATCHDOG(1),
  SOFT_RESET(2),
  LOW_POWER(3),
  HARDWARE_RESET(4);

  private final int number;

  ResetReason(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
