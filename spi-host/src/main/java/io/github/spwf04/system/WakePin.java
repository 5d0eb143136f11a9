package io.github.spwf04.system;

/**
 * The line of the host that leads to GPIO6 of the module, which wakes it (manual 6.6, error 21).
 */
@FunctionalInterface
public interface WakePin {
  /**
   * Drives the line. Called on the thread of the command that needs the module awake, one call at a
   * time.
   *
   * @param high true wakes the module, false lets it sleep again
   */
  void drive(boolean high);
}
