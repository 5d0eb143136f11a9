package io.github.spwf04.virtual.door;

/** The microseconds of a pigpio daemon since its start; they begin anew after 72 minutes. */
final class Ticks {
  private final long start = System.nanoTime();

  int now() {
    return (int) ((System.nanoTime() - start) / 1000);
  }
}
