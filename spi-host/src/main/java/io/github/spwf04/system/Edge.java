package io.github.spwf04.system;

/** The change of an input that the module tells of, by WIND 52 (manual 6.15). */
public enum Edge {
  RISING("R"),
  FALLING("F"),
  BOTH("B");

  private final String letter;

  Edge(String letter) {
    this.letter = letter;
  }

  /** The parameter of GPIOC. */
  public String letter() {
    return letter;
  }
}
