package io.github.spwf04.socket;

/** Kinds of socket servers (manual 6.44). */
public enum ServerKind {
  TCP("t", SocketKind.TCP),
  UDP("u", SocketKind.UDP),
  /** TLS; the server shows its certificate. */
  TLS("s1", SocketKind.TLS),
  /** TLS; server and client show their certificates. */
  MUTUAL_TLS("s2", SocketKind.TLS);

  private final String letter;
  private final SocketKind clients;

  ServerKind(String letter, SocketKind clients) {
    this.letter = letter;
    this.clients = clients;
  }

  /** What stands on the wire. */
  String letter() {
    return letter;
  }

  /** What its clients are. */
  public SocketKind clients() {
    return clients;
  }
}
