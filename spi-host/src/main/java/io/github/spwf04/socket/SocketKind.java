package io.github.spwf04.socket;

/** Kinds of socket clients (manual 6.38). */
public enum SocketKind {
  TCP("t"),
  UDP("u"),
  /** TLS; the host name is the name that the peer's certificate must carry. */
  TLS("s");

  private final String letter;

  SocketKind(String letter) {
    this.letter = letter;
  }

  /** What stands on the wire. */
  String letter() {
    return letter;
  }
}
