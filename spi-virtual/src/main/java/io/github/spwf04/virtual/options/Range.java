package io.github.spwf04.virtual.options;

/** The check of a number that an option has. */
final class Range {
  private Range() {}

  /**
   * @throws IllegalArgumentException naming the option, the value and what is allowed
   */
  static void check(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " " + value + ", " + min + " to " + max + " are allowed");
    }
  }
}
