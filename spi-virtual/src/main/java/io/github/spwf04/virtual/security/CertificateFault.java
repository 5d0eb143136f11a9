package io.github.spwf04.virtual.security;

import java.security.cert.CertificateException;

/** A certificate that the module does not take, with the error of Table 13. */
final class CertificateFault extends CertificateException {
  private static final long serialVersionUID = 1;

  static final int MISSING = 2;
  static final int NOT_PARSED = 3;
  static final int WILDCARD_MISMATCH = 4;
  static final int NAME_MISMATCH = 5;
  static final int PEER_USAGE = 6;
  static final int PEER_AUTHORITY_KEY_ID = 7;
  static final int SIGNATURE_KEY = 8;
  static final int SIGNATURE_NOT_DECRYPTED = 9;
  static final int SIGNATURE_INVALID = 10;
  static final int SIGNATURE_NOT_PARSED = 11;
  static final int AUTHORITY_NOT_PARSED = 12;
  static final int NO_SUBJECT_KEY_ID = 13;
  static final int SUBJECT_KEY_ID = 14;
  static final int KEY_IDS_DIFFER = 15;
  static final int AUTHORITY_USAGE = 16;
  static final int BASIC_CONSTRAINTS = 17;
  static final int AUTHORITY_KEY_ID = 18;
  static final int NOT_SUPPORTED = 19;
  static final int REVOKED = 20;
  static final int EXPIRED = 21;
  static final int UNSPECIFIED = 22;
  static final int AUTHORITY_NOT_FOUND = 23;

  private final int error;

  CertificateFault(int error, String message) {
    super(message);
    this.error = error;
  }

  int error() {
    return error;
  }
}
