package io.github.spwf04;

/** Pins: digital, analogue and PWM (manual 6.15 to 6.20). */
public final class GpioCommands {
  @SuppressWarnings("unused")
  private final Spwf04 spwf;

  GpioCommands(Spwf04 spwf) {
    this.spwf = spwf;
  }
}
