package io.github.spwf04.virtual.security;

import io.github.spwf04.error.ModuleError;
import java.security.cert.CertificateException;

/** A certificate that the module does not take, with the error of Table 13. */
final class CertificateFault extends CertificateException {
  private static final long serialVersionUID = 1;

  private final transient ModuleError error;

  CertificateFault(ModuleError error, String message) {
    super(message);
    this.error = error;
  }

  ModuleError error() {
    return error;
  }
}
