package io.github.spwf04.socket;

import io.github.spwf04.catalog.Fields;

/**
 * A web socket as the module lists it (manual 6.66).
 *
 * @param id 0 or 1
 * @param connected whether the server is there
 * @param pending bytes that wait to be read
 * @param port the local port
 */
public record WebSocketInfo(int id, boolean connected, int pending, int port) {
  static WebSocketInfo of(Fields line) {
    return new WebSocketInfo(
        (int) line.number("id"),
        line.number("connected") != 0,
        (int) line.number("len"),
        (int) line.number("port"));
  }
}
