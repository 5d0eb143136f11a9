package io.github.spwf04.socket;

import io.github.spwf04.security.TlsMode;
import org.jspecify.annotations.Nullable;

/**
 * How to open a web socket (manual 6.61). Start from {@link #of} and change what differs.
 *
 * @param host a name the module resolves, or an address
 * @param port 0 to 65535, or -1 for the module's choice: 80, with TLS 443
 * @param path path of the request, or null for the module's choice: {@code /}
 * @param tls whether it is secured
 * @param username login at the server, or null for none
 * @param password its password, or null for none
 * @param origin the header field Origin, or null for none
 * @param protocols the header field Sec-WebSocket-Protocol, or null for none
 * @param extensions the header field Sec-WebSocket-Extensions, or null for none
 */
public record WebSocketOptions(
    String host,
    int port,
    @Nullable String path,
    TlsMode tls,
    @Nullable String username,
    @Nullable String password,
    @Nullable String origin,
    @Nullable String protocols,
    @Nullable String extensions) {

  /** Port of the server by the kind of the connection. */
  public static final int DEFAULT_PORT = -1;

  /** Unsecured, on the module's default port and path. */
  public static WebSocketOptions of(String host) {
    return new WebSocketOptions(
        host, DEFAULT_PORT, null, TlsMode.OFF, null, null, null, null, null);
  }

  /** These options with another port, 0 to 65535. */
  public WebSocketOptions withPort(int other) {
    return new WebSocketOptions(
        host, other, path, tls, username, password, origin, protocols, extensions);
  }

  /** These options with another path. */
  public WebSocketOptions withPath(String other) {
    return new WebSocketOptions(
        host, port, other, tls, username, password, origin, protocols, extensions);
  }

  /** These options with other security. */
  public WebSocketOptions withTls(TlsMode mode) {
    return new WebSocketOptions(
        host, port, path, mode, username, password, origin, protocols, extensions);
  }

  /** These options with a login; null leaves a part of it out. */
  public WebSocketOptions withLogin(@Nullable String name, @Nullable String secret) {
    return new WebSocketOptions(host, port, path, tls, name, secret, origin, protocols, extensions);
  }

  /** These options with the header field Origin. */
  public WebSocketOptions withOrigin(String value) {
    return new WebSocketOptions(
        host, port, path, tls, username, password, value, protocols, extensions);
  }

  /** These options with subprotocols, separated by commas. */
  public WebSocketOptions withProtocols(String value) {
    return new WebSocketOptions(
        host, port, path, tls, username, password, origin, value, extensions);
  }

  /** These options with extensions, separated by commas. */
  public WebSocketOptions withExtensions(String value) {
    return new WebSocketOptions(
        host, port, path, tls, username, password, origin, protocols, value);
  }

  /** All but the password. */
  @Override
  public String toString() {
    return "WebSocketOptions[host="
        + host
        + ", port="
        + port
        + ", path="
        + path
        + ", tls="
        + tls
        + "]";
  }
}
