package io.github.spwf04;

/** Power modes (manual 6.6). */
public final class PowerCommands {
  @SuppressWarnings("unused")
  private final Spwf04 spwf;

  PowerCommands(Spwf04 spwf) {
    this.spwf = spwf;
  }
}
