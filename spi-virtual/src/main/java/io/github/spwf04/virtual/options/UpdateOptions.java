package io.github.spwf04.virtual.options;

/**
 * How the boot loader looks at an image of a firmware, where nobody knows how a real one does
 * (package-facts 5.3).
 *
 * @param secureByVector whether an image is taken for an encrypted one when its header has a
 *     vector; otherwise when the path of FWUPDATE ends in {@code .sfota} (6.14)
 * @param checkModel whether a model other than SPWF04S is refused
 * @param checkBase whether an offset in the flash other than 0 is refused
 * @param mostBytes that the data of an image may have: up to the application flash in the end
 */
public record UpdateOptions(
    boolean secureByVector, boolean checkModel, boolean checkBase, int mostBytes) {
  /** By the name, whatever model and base. */
  public static final UpdateOptions DEFAULT = new UpdateOptions(false, false, false, 1 << 20);

  public UpdateOptions {
    Range.check("mostBytes", mostBytes, 0, 1 << 20);
  }

  public UpdateOptions withSecureByVector(boolean value) {
    return new UpdateOptions(value, checkModel, checkBase, mostBytes);
  }

  public UpdateOptions withCheckModel(boolean value) {
    return new UpdateOptions(secureByVector, value, checkBase, mostBytes);
  }

  public UpdateOptions withCheckBase(boolean value) {
    return new UpdateOptions(secureByVector, checkModel, value, mostBytes);
  }

  public UpdateOptions withMostBytes(int value) {
    return new UpdateOptions(secureByVector, checkModel, checkBase, value);
  }
}
