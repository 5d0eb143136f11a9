package io.github.spwf04.link;

import java.io.IOException;

/**
 * The module is somewhere else in the data of a command than the host, which nothing but the reset
 * line ends.
 */
public final class DataLostException extends IOException {
  private static final long serialVersionUID = 1L;

  DataLostException(String message) {
    super(message);
  }
}
