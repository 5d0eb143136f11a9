package io.github.spwf04.virtual.door;

import io.github.spwf04.time.Time;

/** The microseconds of a pigpio daemon since its start; they begin anew after 72 minutes. */
final class Ticks {
  private final Time time;
  private final long start;

  Ticks(Time time) {
    this.time = time;
    this.start = time.nanoTime();
  }

  int now() {
    return (int) ((time.nanoTime() - start) / 1000);
  }
}
