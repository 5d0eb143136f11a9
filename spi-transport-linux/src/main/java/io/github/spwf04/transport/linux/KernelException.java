package io.github.spwf04.transport.linux;

import java.io.IOException;

/** A system call failed. */
final class KernelException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int errno;

  /**
   * @param what what was tried, on which device
   * @param errno the error number, positive
   */
  KernelException(String what, int errno) {
    this(what, errno, "");
  }

  /**
   * @param advice what to do about it
   */
  KernelException(String what, int errno, String advice) {
    super(what + ": " + Errno.describe(errno) + (advice.isEmpty() ? "" : "; " + advice));
    this.errno = errno;
  }

  /** Whether the descriptor is good for nothing any more, and the node has to be opened again. */
  boolean deviceGone() {
    return switch (Errno.of(errno)) {
      case ENXIO, ENODEV, EPIPE, ESHUTDOWN -> true;
      case null, default -> false;
    };
  }
}
