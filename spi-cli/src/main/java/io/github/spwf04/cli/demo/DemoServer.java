package io.github.spwf04.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A web server on this machine's loopback with one page, whose digest it tells (RFC 9530). */
final class DemoServer implements AutoCloseable {
  private static final int LINES = 64;

  private final HttpServer server;
  private final byte[] page = page().getBytes(StandardCharsets.UTF_8);

  DemoServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String host() {
    return server.getAddress().getAddress().getHostAddress();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String digest = Base64.getEncoder().encodeToString(HttpResponse.sha256(page));
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      exchange.getResponseHeaders().set("Content-Digest", "sha-256=:" + digest + ":");
      exchange.sendResponseHeaders(200, page.length);
      exchange.getResponseBody().write(page);
    }
  }

  /** Every line differs, so that a piece that is lost, doubled or moved shows. */
  private static String page() {
    StringBuilder page = new StringBuilder("<!doctype html>\n<title>spwf demo</title>\n<ol>\n");
    for (int line = 1; line <= LINES; line++) {
      page.append(
          "<li>Line %d of %d: its square is %d, its cube is %d.</li>\n"
              .formatted(line, LINES, line * line, line * line * line));
    }
    return page.append("</ol>\n").toString();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
