package io.github.spwf04.virtual.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A web server on this machine that answers with what the path asks for, and keeps what it was
 * asked: 404 for {@code /missing}, chunks for {@code /chunks}, so many bytes for {@code /big/…},
 * and the documents it is given.
 */
public final class HttpPeer implements AutoCloseable {
  private final HttpServer server;
  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private final Map<String, byte[]> documents = new ConcurrentHashMap<>();

  /** With TLS, or without where it is null. */
  public HttpPeer(@Nullable SSLContext tls) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    if (tls == null) {
      server = HttpServer.create(address, 0);
    } else {
      HttpsServer secure = HttpsServer.create(address, 0);
      secure.setHttpsConfigurator(new HttpsConfigurator(tls));
      server = secure;
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /** One without TLS that has a document. */
  public static HttpPeer of(String path, byte[] document) throws IOException {
    HttpPeer server = new HttpPeer(null);
    server.documents.put(path, document);
    return server;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      var headers = exchange.getRequestHeaders();
      requests.add(
          "%s %s host=%s type=%s login=%s length=%s body=%s"
              .formatted(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI(),
                  headers.getFirst("Host"),
                  headers.getFirst("Content-Type"),
                  headers.getFirst("Authorization"),
                  headers.getFirst("Content-Length"),
                  body));
      String path = exchange.getRequestURI().getPath();
      byte[] answer = documents.getOrDefault(path, "hello".getBytes(UTF_8));
      if (path.startsWith("/big/")) {
        answer = "x".repeat(Integer.parseInt(path.substring(5))).getBytes(UTF_8);
      }
      int status = path.equals("/missing") ? 404 : 200;
      // A length of 0 is one that is not known: chunks.
      exchange.sendResponseHeaders(status, path.equals("/chunks") ? 0 : answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  public String port() {
    return Integer.toString(server.getAddress().getPort());
  }

  /** Waits for a request: its line, the header fields that matter, and its body. */
  public String request() throws InterruptedException {
    String request = requests.poll(Bench.LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    if (request == null) {
      throw new AssertionError("no request has come");
    }
    return request;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
