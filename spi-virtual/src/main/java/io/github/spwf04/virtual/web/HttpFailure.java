package io.github.spwf04.virtual.web;

import io.github.spwf04.error.ModuleError;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request that came to nothing, with its error of Table 12, or of Table 10 where that has
 * none.
 */
final class HttpFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final transient ModuleError error;

  HttpFailure(ModuleError error) {
    this(error, null);
  }

  HttpFailure(ModuleError error, @Nullable Throwable cause) {
    super(error.toString(), cause);
    this.error = error;
  }

  ModuleError error() {
    return error;
  }
}
