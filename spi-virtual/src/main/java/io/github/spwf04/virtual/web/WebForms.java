package io.github.spwf04.virtual.web;

import com.sun.net.httpserver.HttpExchange;
import io.github.spwf04.catalog.ContentType;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.virtual.file.FileName;
import io.github.spwf04.virtual.file.VolumeException;
import io.github.spwf04.virtual.file.Volumes;
import io.github.spwf04.virtual.net.Deadline;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.runtime.Settings;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * What pages can send to the host and the module, chosen since AN4965 is not public: text ({@code
 * /output.cgi}, WIND 57), configuration variables ({@code /firstset.cgi}, WIND 64) and files
 * ({@code /upload.cgi}, WIND 90).
 */
final class WebForms {
  private static final String OUTPUT = "/output.cgi";
  private static final String CONFIGURATION = "/firstset.cgi";
  private static final String UPLOAD = "/upload.cgi";

  /** The field that holds the password of the remote configuration, user_desc. */
  private static final String KEY = "Key";

  private static final String SSID = "wifi_ssid";

  /** Longest text that WIND 57 carries (Table 14). */
  private static final int MAX_OUTPUT = 128;

  /** Longest body in bytes: more than all volumes of a module as it comes hold. */
  private static final int MAX_BODY = 4 << 20;

  /** Bodies that come in at a time. */
  private static final int MOST_BODIES = 64;

  /** Bytes of all bodies that are there at a time: each grows as it comes. */
  private static final int MOST_BYTES = 4 * MAX_BODY;

  private static final int PIECE = 8192;

  /** A type with a boundary, and something in it; the decoder makes do without. */
  private static final String BOUNDARY = "(?i).*;\\s*boundary=\"?[^\";\\s].*";

  /** A field of a form; a file has a file name. */
  private record Field(String name, @Nullable String fileName, byte[] value) {
    String text() {
      return new String(value, StandardCharsets.ISO_8859_1);
    }
  }

  private final Core core;
  private final Volumes volumes;
  private final Semaphore bodies = new Semaphore(MOST_BODIES);
  private final Semaphore uploads;
  private final Semaphore room = new Semaphore(MOST_BYTES);

  WebForms(Core core, Volumes volumes) {
    this.core = core;
    this.volumes = volumes;
    this.uploads = new Semaphore(core.profile().uploads());
  }

  static boolean knows(String path) {
    return path.equals(OUTPUT) || path.equals(CONFIGURATION) || path.equals(UPLOAD);
  }

  void serve(HttpExchange exchange, String path) throws IOException {
    if (!exchange.getRequestMethod().equals("POST")) {
      exchange.getResponseHeaders().set("Allow", "POST");
      WebServer.answer(exchange, 405, ContentType.TXT, "forms are for POST");
      return;
    }
    Semaphore places = path.equals(UPLOAD) ? uploads : bodies;
    if (!places.tryAcquire()) {
      busy(exchange);
      return;
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    // However slowly it comes, its place is not held for ever.
    try (Deadline _ =
        Deadline.of(core, core.options().services().requestTimeout(), exchange::close)) {
      if (receive(exchange, body)) {
        serve(exchange, path, body.toByteArray());
      }
    } finally {
      room.release(body.size());
      places.release();
    }
  }

  private static void busy(HttpExchange exchange) throws IOException {
    WebServer.answer(exchange, 503, ContentType.TXT, "too much at a time");
  }

  /** Whether all of it has come; it is answered otherwise. */
  private boolean receive(HttpExchange exchange, ByteArrayOutputStream body) throws IOException {
    InputStream in = exchange.getRequestBody();
    byte[] piece = new byte[PIECE];
    for (int length; (length = in.read(piece)) >= 0; ) {
      if (body.size() + length > MAX_BODY) {
        WebServer.answer(exchange, 413, ContentType.TXT, "at most " + MAX_BODY + " bytes");
        return false;
      }
      if (!room.tryAcquire(length)) {
        busy(exchange);
        return false;
      }
      body.write(piece, 0, length);
    }
    return true;
  }

  private void serve(HttpExchange exchange, String path, byte[] body) throws IOException {
    List<Field> fields;
    try {
      fields = fields(exchange.getRequestHeaders().getFirst("Content-Type"), body);
    } catch (RuntimeException e) {
      // The decoder has an exception of its own for each way to be none: too many fields, a
      // boundary or a charset that cannot be.
      WebServer.answer(exchange, 400, ContentType.TXT, "not a form");
      return;
    }
    String problem =
        switch (path) {
          case OUTPUT -> output(fields);
          case CONFIGURATION -> core.ask(() -> configure(fields));
          default -> upload(fields);
        };
    if (problem == null || problem.isEmpty()) {
      exchange.sendResponseHeaders(204, -1);
    } else {
      WebServer.answer(exchange, problem.equals(KEY) ? 403 : 400, ContentType.TXT, problem);
    }
  }

  /** A body that is no form is one field without a name. */
  private static List<Field> fields(@Nullable String type, byte[] body) throws IOException {
    if (type == null
        || !type.matches("(?i)(application/x-www-form-urlencoded|multipart/form-data).*")) {
      return List.of(new Field("", null, body));
    }
    if (type.matches("(?i)multipart/.*") && !type.matches(BOUNDARY)) {
      throw new IllegalArgumentException("parts with nothing between them");
    }
    FullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.wrappedBuffer(body));
    request.headers().set("Content-Type", type);
    HttpPostRequestDecoder decoder =
        new HttpPostRequestDecoder(
            new DefaultHttpDataFactory(false), request, StandardCharsets.ISO_8859_1);
    try {
      List<Field> fields = new ArrayList<>();
      for (InterfaceHttpData data : decoder.getBodyHttpDatas()) {
        switch (data) {
          case Attribute attribute ->
              fields.add(new Field(attribute.getName(), null, attribute.get()));
          case FileUpload file ->
              fields.add(new Field(file.getName(), file.getFilename(), file.get()));
          default -> {}
        }
      }
      return fields;
    } finally {
      decoder.destroy();
    }
  }

  /** WIND 57 with the fields as {@code name=value}, an ampersand between them. */
  private @Nullable String output(List<Field> fields) {
    StringBuilder text = new StringBuilder();
    for (Field field : fields) {
      text.append(text.isEmpty() ? "" : "&")
          .append(field.name().isEmpty() ? "" : field.name() + "=")
          .append(field.text());
    }
    byte[] all = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] message = Arrays.copyOf(all, Math.min(all.length, MAX_OUTPUT));
    core.post(() -> core.wind(Wind.OUTPUT_FROM_REMOTE, message.length, message));
    return null;
  }

  /**
   * Sets and saves variables, each with its WIND 64, when the field Key is user_desc; otherwise the
   * wrong key is all that the host is told. Runs on the event loop.
   */
  private String configure(List<Field> fields) {
    Settings settings = core.settings();
    String key = "";
    for (Field field : fields) {
      key = field.name().equals(KEY) ? field.text() : key;
    }
    if (!key.equals(settings.get("user_desc"))) {
      core.wind(Wind.REMOTE_CONFIGURATION, KEY, bytes(key));
      return KEY;
    }
    Settings changed = settings.copy();
    for (Field field : fields) {
      if (!field.name().equals(KEY) && !set(changed, field)) {
        return field.name() + " cannot be set to this";
      }
    }
    settings.copyFrom(changed);
    core.saveSettings();
    for (Field field : fields) {
      if (!field.name().equals(KEY)) {
        core.wind(Wind.REMOTE_CONFIGURATION, bytes(field.name()), field.value());
      }
    }
    return "";
  }

  /** The SSID is a text here, as in SSIDTXT. */
  private boolean set(Settings settings, Field field) {
    if (core.profile().lacks(field.name())) {
      return false;
    }
    if (!field.name().equals(SSID)) {
      return settings.set(field.name(), field.text()) == null;
    }
    if (field.value().length > 32) {
      return false;
    }
    settings.ssid(field.value());
    return true;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Files go to the volumes under their names, each with its WIND 90. */
  private @Nullable String upload(List<Field> fields) {
    List<String> refused = new ArrayList<>();
    for (Field field : fields) {
      String name = field.fileName();
      if (name == null) {
        continue;
      }
      try {
        volumes.replace(FileName.plain(name), field.value());
        core.post(() -> core.wind(Wind.FILE_RECEIVED, null, bytes(name)));
      } catch (VolumeException e) {
        refused.add(name + ": error " + e.error());
      }
    }
    return refused.isEmpty() ? null : String.join("\n", refused);
  }
}
