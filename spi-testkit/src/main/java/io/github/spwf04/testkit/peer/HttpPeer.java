package io.github.spwf04.testkit.peer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A web server on loopback for tests: it answers each path as it was told to, 404 otherwise, and
 * keeps the last thousand requests.
 *
 * <pre>{@code
 * try (HttpPeer server = HttpPeer.start(null)) {
 *   server.answer("/state", HttpPeer.Response.of(200, "on"));
 *   ...
 *   HttpPeer.Request asked = server.request(LIMIT);
 * }
 * }</pre>
 */
public final class HttpPeer implements AutoCloseable {
  private static final int MOST_REQUESTS = 1000;

  /** The longest body that is kept. */
  private static final int LONGEST_BODY = 1 << 24;

  /**
   * What has been asked.
   *
   * @param path with the query, as it came
   * @param headers by their names in lower case
   */
  public record Request(
      String method, String path, Map<String, List<String>> headers, byte[] body) {
    /** The first value of a header field, or null. */
    public @Nullable String header(String name) {
      List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
      return values == null ? null : values.getFirst();
    }

    /** The body, as UTF-8. */
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /**
   * What is answered.
   *
   * @param status 200 to 599
   * @param headers beside those of the length and the date
   * @param chunked whether it comes in chunks, without a length
   */
  public record Response(int status, Map<String, String> headers, byte[] body, boolean chunked) {
    /** Throws {@link IllegalArgumentException} when the status is not one of 200 to 599. */
    public Response {
      if (status < 200 || status > 599) {
        throw new IllegalArgumentException("status " + status + ", 200 to 599 are allowed");
      }
    }

    /** One of a text, in UTF-8. */
    public static Response of(int status, String text) {
      return of(status, text.getBytes(StandardCharsets.UTF_8));
    }

    /** One of a body. */
    public static Response of(int status, byte[] body) {
      return new Response(status, Map.of(), body, false);
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Response> responses = new ConcurrentHashMap<>();
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>(MOST_REQUESTS);

  private HttpPeer(@Nullable SSLContext tls) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    if (tls == null) {
      server = HttpServer.create(address, 0);
    } else {
      HttpsServer secure = HttpsServer.create(address, 0);
      secure.setHttpsConfigurator(new HttpsConfigurator(tls));
      server = secure;
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /**
   * Starts one at a free port.
   *
   * @param tls what it shows to its clients; null for one without TLS
   * @throws IOException when no port is free
   */
  public static HttpPeer start(@Nullable SSLContext tls) throws IOException {
    return new HttpPeer(tls);
  }

  /** The port of TCP. */
  public int port() {
    return server.getAddress().getPort();
  }

  /**
   * Answers a path so from now on.
   *
   * @param path without a query: whatever that is, the answer is the same
   */
  public void answer(String path, Response response) {
    responses.put(path, response);
  }

  /**
   * Waits for the next request and takes it.
   *
   * @return null when none comes within the limit
   */
  public @Nullable Request request(Duration limit) throws InterruptedException {
    return requests.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, List<String>> headers = new TreeMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
      Request request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              headers,
              exchange.getRequestBody().readNBytes(LONGEST_BODY));
      while (!requests.offer(request)) {
        requests.poll();
      }
      Response response =
          responses.getOrDefault(
              exchange.getRequestURI().getPath(), Response.of(404, "no such path"));
      response.headers().forEach(exchange.getResponseHeaders()::set);
      // The server takes a length of 0 for one that is not known, and -1 for none.
      long length = response.body().length == 0 ? -1 : response.body().length;
      exchange.sendResponseHeaders(response.status(), response.chunked() ? 0 : length);
      exchange.getResponseBody().write(response.body());
    }
  }

  /** Ends all connections. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
