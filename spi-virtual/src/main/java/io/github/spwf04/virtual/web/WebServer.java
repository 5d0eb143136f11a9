package io.github.spwf04.virtual.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.spwf04.catalog.ContentType;
import io.github.spwf04.virtual.file.FileName;
import io.github.spwf04.virtual.file.VolumeException;
import io.github.spwf04.virtual.file.Volumes;
import io.github.spwf04.virtual.runtime.Core;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The module's own web server: the files of its volumes as pages, and the {@link WebForms}. It
 * starts and stops on the event loop, and serves on threads of its own.
 */
public final class WebServer {
  private static final String INDEX = "index.html";
  private static final String NOT_FOUND = "404.html";

  /** Value of wifi_mode. */
  private static final int MINI_AP = 3;

  private final Core core;
  private final Volumes volumes;
  private final PageTags tags;
  private final WebForms forms;
  private @Nullable HttpServer server;

  public WebServer(Core core, Volumes volumes, PageTags tags) {
    this.core = core;
    this.volumes = volumes;
    this.tags = tags;
    this.forms = new WebForms(core, volumes);
  }

  /** Listens from now on; returns where. */
  InetSocketAddress start(InetSocketAddress address) throws IOException {
    HttpServer started = HttpServer.create(address, 0);
    started.setExecutor(core::spawn);
    started.createContext("/", this::serve);
    started.start();
    server = started;
    return started.getAddress();
  }

  void stop() {
    HttpServer running = server;
    if (running != null) {
      server = null;
      running.stop(0);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      String path = exchange.getRequestURI().getPath();
      if (path == null) {
        answer(exchange, 400, ContentType.TXT, "no path");
      } else if (WebForms.knows(path)) {
        forms.serve(exchange, path);
      } else {
        switch (exchange.getRequestMethod()) {
          case "GET", "HEAD" -> page(exchange, path);
          default -> {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            answer(exchange, 405, ContentType.TXT, "pages are for GET");
          }
        }
      }
    }
  }

  private void page(HttpExchange exchange, String path) throws IOException {
    if (path.equals("/") && captive(exchange.getRequestHeaders())) {
      String first = core.ask(() -> core.settings().get("ip_apredirect"));
      exchange.getResponseHeaders().set("Location", location(first == null ? INDEX : first));
      exchange.sendResponseHeaders(302, -1);
      return;
    }
    String name = path.equals("/") ? INDEX : path.substring(1);
    try {
      // Only a plain name: which volume it is in is not for the browser to say.
      FileName.plain(name);
      answer(exchange, 200, ContentType.ofFileName(name), volumes.use(name));
    } catch (VolumeException _) {
      notFound(exchange);
    }
  }

  private static String location(String page) throws IOException {
    try {
      return new URI(null, null, "/" + page, null).toASCIIString();
    } catch (java.net.URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /** In mini AP mode ip_apdomainname leads to the page ip_apredirect (Table 7). */
  private boolean captive(Headers headers) {
    String host = headers.getFirst("Host");
    Boolean captive =
        core.ask(
            () ->
                host != null
                    && core.settings().number("wifi_mode") == MINI_AP
                    && host.replaceFirst(":[0-9]+$", "")
                        .equalsIgnoreCase(core.settings().get("ip_apdomainname")));
    return Boolean.TRUE.equals(captive);
  }

  private void notFound(HttpExchange exchange) throws IOException {
    byte[] page;
    try {
      page = volumes.use(NOT_FOUND);
    } catch (VolumeException _) {
      answer(exchange, 404, ContentType.TXT, "not found");
      return;
    }
    answer(exchange, 404, ContentType.HTML, page);
  }

  static void answer(HttpExchange exchange, int status, ContentType type, String text)
      throws IOException {
    send(exchange, status, type, text.getBytes(StandardCharsets.UTF_8));
  }

  private void answer(HttpExchange exchange, int status, ContentType type, byte[] content)
      throws IOException {
    boolean tagged = type.mediaType().equals(ContentType.HTML.mediaType());
    send(exchange, status, type, tagged ? tags.fill(content) : content);
  }

  private static void send(HttpExchange exchange, int status, ContentType type, byte[] content)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type.mediaType());
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(content.length));
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
      exchange.getResponseBody().write(content);
    }
  }
}
