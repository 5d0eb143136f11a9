package io.github.spwf04.testkit.module;

/** The status variable reset_reason (Table 8), of which the module knows three. */
enum ResetReason {
  POWER_ON(0),
  SOFT_RESET(2),
  HARDWARE_RESET(4);

  private final int number;

  ResetReason(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
