package io.github.spwf04.virtual.file;

import io.github.spwf04.error.ModuleError;

/** What a volume refuses, with its error of Table 10. */
public final class VolumeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient ModuleError error;

  VolumeException(ModuleError error, String message) {
    super(message);
    this.error = error;
  }

  /** One of Table 10, mostly 50 to 59. */
  public ModuleError error() {
    return error;
  }
}
