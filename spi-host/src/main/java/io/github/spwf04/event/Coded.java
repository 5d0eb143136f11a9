package io.github.spwf04.event;

/** A reason that the module gives as a number. */
public interface Coded {
  /** The code of a constant that stands for every number the manual does not explain. */
  int UNLISTED = -1;

  /** The number on the wire, or {@link #UNLISTED}. */
  int code();

  /**
   * The constant of a number.
   *
   * @param constants all of the enum; one of them is {@link #UNLISTED}
   */
  static <E extends Enum<E> & Coded> E of(E[] constants, long code) {
    E found = null;
    for (E constant : constants) {
      if (constant.code() == code) {
        return constant;
      }
      if (constant.code() == UNLISTED) {
        found = constant;
      }
    }
    if (found == null) {
      throw new IllegalArgumentException("none of the constants is UNLISTED");
    }
    return found;
  }
}
