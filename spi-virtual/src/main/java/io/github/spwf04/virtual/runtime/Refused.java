package io.github.spwf04.virtual.runtime;

import io.github.spwf04.error.ModuleError;

/** What the module answers with an error of Table 10. */
public final class Refused extends Exception {
  private static final long serialVersionUID = 1;

  private final transient ModuleError error;

  public Refused(ModuleError error) {
    super(error.toString());
    this.error = error;
  }

  public ModuleError error() {
    return error;
  }
}
