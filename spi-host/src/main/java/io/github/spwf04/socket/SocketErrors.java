package io.github.spwf04.socket;

/** Errors of Table 10 that sockets meet in good order. */
final class SocketErrors {
  /** The peer has closed the socket. */
  static final int CLOSED = 72;

  /** No socket of that id is open. */
  static final int ILLEGAL_ID = 76;

  /** A socket cannot be closed while bytes wait in it. */
  static final int PENDING_DATA = 77;

  static final int NOT_CONNECTED = 78;

  private SocketErrors() {}
}
