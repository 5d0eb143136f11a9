package io.github.spwf04.socket;

import io.github.spwf04.catalog.Fields;

/**
 * A socket as the module lists it (manual 6.43, 6.49).
 *
 * @param server the server it is a client of, 0 or 1; -1 for a socket client
 * @param id 0 to 7
 * @param connected whether the peer is there
 * @param kind the letter of its kind, as the module prints it
 * @param pending bytes that wait to be read
 * @param address the peer's address, as the module prints it
 * @param port the port, as the module prints it
 */
public record SocketInfo(
    int server, int id, boolean connected, String kind, int pending, String address, int port) {

  static SocketInfo ofClient(Fields line) {
    return of(line, -1, "id");
  }

  static SocketInfo ofServerClient(Fields line) {
    return of(line, (int) line.number("id"), "cid");
  }

  private static SocketInfo of(Fields line, int server, String id) {
    return new SocketInfo(
        server,
        (int) line.number(id),
        line.number("connected") != 0,
        line.text("kind"),
        (int) line.number("len"),
        line.text("ip"),
        (int) line.number("port"));
  }
}
