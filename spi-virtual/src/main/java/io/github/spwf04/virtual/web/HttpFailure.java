package io.github.spwf04.virtual.web;

import org.jspecify.annotations.Nullable;

/** An HTTP request that came to nothing, with its error of Table 12. */
final class HttpFailure extends Exception {
  private static final long serialVersionUID = 1;

  static final int RESOLVE = 0;
  static final int CONNECT_TIMEOUT = 1;
  static final int CONNECT = 2;

  /** Here: the module is to stay on its machine. */
  static final int REFUSED = 3;

  static final int RECEIVE_TIMEOUT = 4;
  static final int DISCONNECTED = 5;
  static final int SEND = 6;
  static final int TLS = 7;
  static final int GENERATOR = 8;
  static final int PARSER = 9;
  static final int REQUEST_TIMEOUT = 10;
  static final int FILE_OPEN = 12;
  static final int FILE_WRITE = 15;

  /** None of Table 12: the response is more than the module can hold. */
  static final int TOO_LONG = -1;

  private final int error;

  HttpFailure(int error) {
    this(error, null);
  }

  HttpFailure(int error, @Nullable Throwable cause) {
    super("HTTP client error " + error, cause);
    this.error = error;
  }

  int error() {
    return error;
  }
}
