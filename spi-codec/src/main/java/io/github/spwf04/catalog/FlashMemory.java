package io.github.spwf04.catalog;

/** The serial flash memories for the external volume that Table 6 names; both are of Macronix. */
public enum FlashMemory {
  MX25L8006E(8),
  MX25L6433F(64);

  private final int megabits;

  FlashMemory(int megabits) {
    this.megabits = megabits;
  }

  /** Capacity in Mbit. */
  public int megabits() {
    return megabits;
  }
}
