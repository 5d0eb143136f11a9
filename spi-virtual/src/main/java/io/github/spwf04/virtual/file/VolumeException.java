package io.github.spwf04.virtual.file;

/** What a volume refuses, with its error of Table 10. */
public final class VolumeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int error;

  VolumeException(int error, String message) {
    super(message);
    this.error = error;
  }

  /** The id of Table 10, mostly 50 to 59. */
  public int error() {
    return error;
  }
}
