package io.github.spwf04.virtual.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.Usage;
import io.github.spwf04.virtual.options.ServerOptions;
import io.github.spwf04.virtual.options.ServiceOptions;
import io.github.spwf04.virtual.options.StorageOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The module's own web server, by curl and by hand (6.55, Tables 5 and 14). */
class WebServerTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  private static void create(Bench bench, String name, String content) throws Exception {
    assertThat(
            bench.replyTo(content.getBytes(ISO_8859_1), Command.FSC, name, "" + content.length()))
        .containsExactly("R00@A");
  }

  private static InetSocketAddress address(Bench bench) {
    InetSocketAddress address = bench.module.httpAddress();
    assertThat(address).isNotNull();
    return address;
  }

  private static String url(Bench bench, String path) {
    return "http://127.0.0.1:" + address(bench).getPort() + path;
  }

  private record Response(int statusCode, String type, String body) {}

  private static Response get(Bench bench, String path) throws Exception {
    return response(connection(bench, path));
  }

  private static Response post(Bench bench, String path, String type, String body)
      throws Exception {
    HttpURLConnection connection = connection(bench, path);
    connection.setRequestProperty("Content-Type", type);
    connection.setDoOutput(true);
    connection.getOutputStream().write(body.getBytes(ISO_8859_1));
    return response(connection);
  }

  private static HttpURLConnection connection(Bench bench, String path) throws Exception {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(url(bench, path)).toURL().openConnection();
    connection.setReadTimeout((int) Bench.LIMIT.toMillis());
    return connection;
  }

  private static Response response(HttpURLConnection connection) throws Exception {
    int status = connection.getResponseCode();
    String type = String.valueOf(connection.getContentType());
    try (InputStream body =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return new Response(
          status, type, body == null ? "" : new String(body.readAllBytes(), ISO_8859_1));
    } finally {
      connection.disconnect();
    }
  }

  /** A request that no client library would send. */
  private static String raw(Bench bench, String requestLine) throws Exception {
    return raw(bench, requestLine, "x");
  }

  private static String raw(Bench bench, String requestLine, String host) throws Exception {
    return raw(bench, requestLine, host, new byte[0]);
  }

  private static String raw(Bench bench, String requestLine, String host, byte[] body)
      throws Exception {
    try (Socket socket = new Socket()) {
      socket.connect(address(bench));
      socket.setSoTimeout((int) Bench.LIMIT.toMillis());
      socket
          .getOutputStream()
          .write(
              (requestLine + "\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(ISO_8859_1));
      socket.getOutputStream().write(body);
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private static FutureTask<Response> started(java.util.concurrent.Callable<Response> request) {
    FutureTask<Response> task = new FutureTask<>(request);
    Thread.ofVirtual().start(task);
    return task;
  }

  @Test
  void theFactoryPage() throws Exception {
    try (Bench bench = Bench.online(o -> o)) {
      Response page = get(bench, "/");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.type()).isEqualTo("text/html");
      assertThat(page.body())
          .contains("<dt>Firmware</dt><dd>1.1.0</dd>")
          .contains("<dt>Address</dt><dd>192.168.0.50</dd>");
      HttpURLConnection head = connection(bench, "/index.html");
      head.setRequestMethod("HEAD");
      assertThat(response(head)).isEqualTo(new Response(200, "text/html", ""));
    }
  }

  @Test
  void aPageOfTheHostTakesThePlaceOfTheFactorys() throws Exception {
    try (Bench bench = Bench.online(o -> o)) {
      create(bench, "0:index.html", "external");
      assertThat(get(bench, "/").body()).isEqualTo("external");
      create(bench, "2:index.html", "ram");
      assertThat(get(bench, "/index.html").body()).isEqualTo("ram");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "x.html, text/html",
    "x.FHTML, text/html",
    "x.css, text/css",
    "x.jpg, image/jpg",
    "x.ico, image/x-icon",
    "x.json, application/json",
    "x.js, application/x-raw-stuff",
    "x, application/x-raw-stuff",
  })
  void contentTypesOfTable5(String name, String type) throws Exception {
    try (Bench bench = Bench.online(o -> o)) {
      create(bench, name, "content");
      Response response = get(bench, "/" + name);
      assertThat(response.type()).isEqualTo(type);
      assertThat(response.body()).isEqualTo("content");
    }
  }

  @Test
  void whatIsNotThere() throws Exception {
    try (Bench bench = Bench.online(o -> o)) {
      assertThat(get(bench, "/nothing").statusCode()).isEqualTo(404);
      assertThat(get(bench, "/nothing").body()).contains("<h1>Not found</h1>");
      create(bench, "404.html", "mine");
      assertThat(get(bench, "/nothing").body()).isEqualTo("mine");
      assertThat(post(bench, "/index.html", FORM, "").statusCode()).isEqualTo(405);
      assertThat(get(bench, "/output.cgi").statusCode()).isEqualTo(405);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../secret",
        "/..",
        "/%2e%2e/secret",
        "/..%2fsecret",
        "/..%5csecret",
        "//secret",
        "/a/../secret",
        "/./secret",
        "/0:/secret",
        "/2:/secret",
        "/secret%00",
        "/%00",
        "/secret%20",
        "/secret.",
        "http://x/../secret",
        "/%c3%a9",
      })
  void noPathLeadsOutOfAVolume(String path, @TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("secret"), "hidden");
    StorageOptions storage = StorageOptions.DEFAULT.withFolder(folder.resolve("volumes"));
    try (Bench bench = Bench.online(o -> o.storage(storage))) {
      Files.createSymbolicLink(folder.resolve("volumes/X/secret"), folder.resolve("secret"));
      assertThat(raw(bench, "GET " + path + " HTTP/1.1"))
          .matches("(?s)HTTP/1.1 40[04] .*")
          .doesNotContain("hidden");
      assertThat(raw(bench, "GET /secret HTTP/1.1")).startsWith("HTTP/1.1 404");
      assertThat(raw(bench, "GET /" + "x".repeat(5000) + " HTTP/1.1")).startsWith("HTTP/1.1 404");
    }
  }

  @Test
  void randomBytesDoNotStopIt() throws Exception {
    java.util.Random random = new java.util.Random(6);
    try (Bench bench = Bench.online(o -> o)) {
      for (int i = 0; i < 50; i++) {
        byte[] noise = new byte[1 + random.nextInt(200)];
        random.nextBytes(noise);
        try (Socket socket = new Socket()) {
          socket.connect(address(bench));
          socket.getOutputStream().write(noise);
        }
      }
      assertThat(get(bench, "/").statusCode()).isEqualTo(200);
    }
  }

  @Test
  @Usage(section = "6.55")
  void aPageWaitsForItsInput() throws Exception {
    try (Bench bench = Bench.online(o -> o)) {
      create(bench, "in.html", "<b><!--[06|Input|1|--></b><i><!--[06|Input|0|--></i>");
      FutureTask<Response> page = started(() -> get(bench, "/in.html"));
      assertThat(bench.awaitEvent()).isEqualTo("W56@A 0");
      assertThat(bench.awaitEvent()).isEqualTo("W56@A 1");
      assertThat(bench.replyTo("|hello|world|".getBytes(US_ASCII), Command.INPUTSSI, "13"))
          .containsExactly("R00@A");
      assertThat(page.get().body()).isEqualTo("<b>world</b><i>hello</i>");

      assertThat(get(bench, "/in.html").body()).as("filled").contains("hello");
      for (String tokens : List.of("good|day|", "#good#day", "#good#day#", "|good|day")) {
        byte[] data = tokens.getBytes(US_ASCII);
        bench.replyTo(data, Command.INPUTSSI, "" + data.length);
        assertThat(get(bench, "/in.html").body()).as(tokens).isEqualTo("<b>day</b><i>good</i>");
      }
      assertThat(bench.drain()).isEmpty();

      assertThat(bench.reply(Command.INPUTSSI, "0")).containsExactly("R00@A");
      FutureTask<Response> again = started(() -> get(bench, "/in.html"));
      assertThat(bench.awaitEvent()).isEqualTo("W56@A 0");
      assertThat(bench.awaitEvent()).isEqualTo("W56@A 1");
      bench.turn(Duration.ofSeconds(2));
      assertThat(again.get().body()).as("nobody answers").isEqualTo("<b></b><i></i>");
    }
  }

  @Test
  @Usage(section = "6.55", fails = true)
  void moreInputThanThereIsRoomFor() throws Exception {
    try (Bench bench = Bench.online(o -> o)) {
      assertThat(bench.replyTo(new byte[1025], Command.INPUTSSI, "1025")).containsExactly("R5B@A");
      assertThat(bench.reply(Command.INPUTSSI, "x")).containsExactly("R21@A");
    }
  }

  @Test
  void aPageThatWaitsEndsWithTheModule() throws Exception {
    FutureTask<Response> page;
    try (Bench bench = Bench.online(o -> o)) {
      create(bench, "in.html", "<!--[06|Input|0|-->");
      page = started(() -> get(bench, "/in.html"));
      assertThat(bench.awaitEvent()).isEqualTo("W56@A 0");
    }
    assertThat(page)
        .failsWithin(Bench.LIMIT)
        .withThrowableOfType(java.util.concurrent.ExecutionException.class);
  }

  @Test
  void tagsOfVariables() throws Exception {
    try (Bench bench = Bench.online(o -> o.variable("ip_hostname", "a<b&c"))) {
      create(
          bench,
          "tags.html",
          "<!--[01|Status|fw_version|--> <!--[02|Config|ip_hostname|-->"
              + " <!--[02|Config|wifi_wpa_psk_text|--> <!--[03|Other|x|--> <!--[01|Status|no|-->");
      assertThat(get(bench, "/tags.html").body())
          .isEqualTo(
              "1.1.0 a&lt;b&amp;c <!--[02|Config|wifi_wpa_psk_text|--> <!--[03|Other|x|-->"
                  + " <!--[01|Status|no|-->");
      create(bench, "tags.txt", "<!--[01|Status|fw_version|-->");
      assertThat(get(bench, "/tags.txt").body()).isEqualTo("<!--[01|Status|fw_version|-->");
    }
  }

  @Test
  void textGoesToTheHost() throws Exception {
    try (Bench bench = Bench.online(o -> o)) {
      assertThat(post(bench, "/output.cgi", FORM, "text=Hello+there").body()).isEmpty();
      assertThat(bench.awaitEvent()).isEqualTo("W57@A 16:text=Hello there");
      assertThat(post(bench, "/output.cgi", "text/plain", "x".repeat(200)).statusCode())
          .isEqualTo(204);
      assertThat(bench.awaitEvent()).isEqualTo("W57@A 128:" + "x".repeat(128));
    }
  }

  @Test
  void remoteConfiguration() throws Exception {
    try (Bench bench = Bench.online(o -> o)) {
      assertThat(post(bench, "/firstset.cgi", FORM, "Key=guess&ip_hostname=x").statusCode())
          .isEqualTo(403);
      assertThat(bench.awaitEvent()).isEqualTo("W64@A Key:guess");
      assertThat(
              post(
                      bench,
                      "/firstset.cgi",
                      FORM,
                      "Key=anonymous&ip_hostname=kitchen&wifi_ssid=new+net")
                  .statusCode())
          .isEqualTo(204);
      assertThat(bench.awaitEvent()).isEqualTo("W64@A ip_hostname:kitchen");
      assertThat(bench.awaitEvent()).isEqualTo("W64@A wifi_ssid:new net");
      assertThat(bench.reply(Command.SSIDTXT)).containsExactly("RFF@A Network:new net", "R00@A");
      assertThat(post(bench, "/firstset.cgi", FORM, "Key=anonymous&nope=1&ip_hostname=y").body())
          .contains("nope");
      assertThat(bench.drain()).as("all or nothing").isEmpty();
      bench.bus.reset();
      bench.turn(Duration.ofMillis(100));
      bench.drain();
      assertThat(bench.reply(Command.GCFG, "ip_hostname").getFirst())
          .endsWith("Var:ip_hostname=kitchen");
    }
  }

  private static Response upload(Bench bench, String name, String content) throws Exception {
    String body =
        "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\""
            + name
            + "\"\r\n\r\n"
            + content
            + "\r\n--b--\r\n";
    return post(bench, "/upload.cgi", "multipart/form-data; boundary=b", body);
  }

  @Test
  void filesAreUploaded() throws Exception {
    try (Bench bench = Bench.online(o -> o)) {
      assertThat(upload(bench, "up.txt", "uploaded").body()).isEmpty();
      assertThat(bench.awaitEvent()).isEqualTo("W90@A :up.txt");
      assertThat(bench.reply(Command.FSP, "up.txt")).containsExactly("R03@A uploaded", "R00@A");
      for (String name : new String[] {"../up.txt", "/etc/x", "0:/x", "..", "a|b"}) {
        assertThat(upload(bench, name, "x").statusCode()).as(name).isEqualTo(400);
      }
      assertThat(bench.drain()).isEmpty();
      assertThat(bench.reply(Command.FSL)).filteredOn(line -> line.contains("File:D")).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"\"",
        "multipart/form-data",
        "multipart/form-data; boundary=b; charset=nope",
        "multipart/form-data; boundary=b; charset=",
      })
  void aFormThatCannotBe(String type) throws Exception {
    String body =
        "--b\r\n"
            + "Content-Disposition: form-data; name=\"f\"; filename=\"up.txt\"\r\n\r\n"
            + "x\r\n"
            + "--b--\r\n";
    try (Bench bench = Bench.online(o -> o)) {
      for (String path : List.of("/upload.cgi", "/output.cgi", "/firstset.cgi")) {
        assertThat(post(bench, path, type, body))
            .as(path)
            .isEqualTo(new Response(400, "text/plain", "not a form"));
      }
      assertThat(bench.drain()).isEmpty();
    }
  }

  @Test
  void aPartInACharsetThatCannotBe() throws Exception {
    String body =
        "--b\r\nContent-Disposition: form-data; name=\"f\"\r\n"
            + "Content-Type: text/plain; charset=nope\r\n\r\nx\r\n--b--\r\n";
    try (Bench bench = Bench.online(o -> o)) {
      assertThat(post(bench, "/output.cgi", "multipart/form-data; boundary=b", body).statusCode())
          .isEqualTo(400);
    }
  }

  @Test
  void asManyFieldsAsThereMayBe() throws Exception {
    try (Bench bench = Bench.online(o -> o)) {
      String most = "a=&".repeat(127) + "a=";
      assertThat(post(bench, "/output.cgi", FORM, most).statusCode()).isEqualTo(204);
      assertThat(bench.awaitEvent()).startsWith("W57@A 128:a=&a=");
      assertThat(post(bench, "/output.cgi", FORM, most + "&a=").statusCode()).isEqualTo(400);
    }
  }

  private static void send(Socket socket, byte[] bytes, int length) {
    try {
      socket.getOutputStream().write(bytes, 0, length);
    } catch (IOException e) {
      // It was refused: what it answers tells.
    }
  }

  /** The status that came, 503 when it was lost behind what nobody read any more. */
  private static String answer(Socket socket) throws SocketTimeoutException {
    try {
      String status = new String(socket.getInputStream().readNBytes(12), ISO_8859_1);
      assertThat(status).isIn("HTTP/1.1 204", "HTTP/1.1 503");
      return status;
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      return "HTTP/1.1 503";
    }
  }

  private static boolean isRefused(Socket socket) {
    try {
      return answer(socket).equals("HTTP/1.1 503");
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  @Test
  void bodiesAreBoundedEachAndInAll() throws Exception {
    int longest = 4 << 20;
    byte[] most = new byte[longest];
    List<Socket> uploads = new java.util.ArrayList<>();
    try (Bench bench = Bench.online(o -> o)) {
      assertThat(
              raw(
                  bench,
                  "POST /upload.cgi HTTP/1.1\r\nContent-Length: " + (longest + 1),
                  "x",
                  new byte[longest + 1]))
          .startsWith("HTTP/1.1 413");
      // One more than there is room for.
      for (int upload = 0; upload < 5; upload++) {
        Socket socket = new Socket();
        socket.connect(address(bench));
        socket.setSoTimeout(50);
        uploads.add(socket);
        socket
            .getOutputStream()
            .write(
                ("POST /upload.cgi HTTP/1.1\r\nHost: x\r\nContent-Length: " + longest + "\r\n\r\n")
                    .getBytes(ISO_8859_1));
      }
      Thread.ofVirtual().start(() -> uploads.forEach(socket -> send(socket, most, longest - 1)));
      List<Socket> open = new java.util.ArrayList<>(uploads);
      for (long end = System.nanoTime() + Bench.LIMIT.toNanos();
          open.size() == uploads.size() && System.nanoTime() - end < 0; ) {
        open.removeIf(WebServerTest::isRefused);
      }
      assertThat(open).hasSizeBetween(1, 4);
      // Two may have met at the end of the room, and each has been refused then.
      int stored = 0;
      for (Socket socket : open) {
        socket.setSoTimeout((int) Bench.LIMIT.toMillis());
        send(socket, most, 1);
        stored += answer(socket).equals("HTTP/1.1 204") ? 1 : 0;
      }
      assertThat(stored).isBetween(1, 4);
      assertThat(post(bench, "/upload.cgi", "text/plain", "xxxxx").statusCode()).isEqualTo(204);
    } finally {
      for (Socket socket : uploads) {
        socket.close();
      }
    }
  }

  @Test
  void anUploadThatDoesNotComeToItsEnd() throws Exception {
    ServiceOptions services = ServiceOptions.DEFAULT.withRequestTimeout(Duration.ofMillis(200));
    try (Bench bench = Bench.online(o -> o.services(services));
        Socket socket = new Socket()) {
      socket.connect(address(bench));
      socket.setSoTimeout((int) Bench.LIMIT.toMillis());
      socket
          .getOutputStream()
          .write(
              "POST /upload.cgi HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx"
                  .getBytes(ISO_8859_1));
      assertThat(socket.getInputStream().read()).as("end of the connection").isNegative();
    }
  }

  @Test
  void itFollowsTheNetwork() throws Exception {
    try (Bench bench = Bench.online(o -> o)) {
      InetSocketAddress first = address(bench);
      assertThat(first.getAddress().isLoopbackAddress()).isTrue();
      bench.module.radio().remove("home");
      bench.turn(Duration.ofSeconds(2));
      assertThat(bench.module.httpAddress()).isNull();
      bench.module.radio().add(AccessPoint.open("home"));
      bench.turn(Duration.ofSeconds(2));
      assertThat(address(bench)).as("the same port").isEqualTo(first);
      bench.drain();
      bench.bus.reset();
      bench.turn(Duration.ofMillis(100));
      assertThat(address(bench)).isEqualTo(first);
      bench.drain();
      bench.reply(Command.WIFI, "0");
      bench.settle();
      assertThat(bench.module.httpAddress()).isNull();
    }
  }

  @Test
  void aMiniApLeadsItsDomainToTheFirstPage() throws Exception {
    try (Bench bench =
        new Bench(
            o ->
                o.variable("console_enabled", "0")
                    .variable("wifi_mode", "3")
                    .variable("wifi_ssid", "74:65:73:74")
                    .variable("wifi_ssid_len", "4")
                    .variable("wifi_priv_mode", "0"))) {
      bench.turn(Duration.ofMillis(200));
      assertThat(bench.drain()).contains("W26@3 test");
      assertThat(raw(bench, "GET / HTTP/1.1", "captiveportal.net"))
          .startsWith("HTTP/1.1 302")
          .containsIgnoringCase("location: /firstset.html\r\n");
      assertThat(get(bench, "/").statusCode()).isEqualTo(200);
      assertThat(get(bench, "/firstset.html").body()).contains("firstset.cgi");
    }
  }

  @Test
  void switchesAndPorts() throws Exception {
    try (Bench bench = Bench.online(o -> o.variable("ip_use_httpd", "0"))) {
      assertThat(bench.module.httpAddress()).isNull();
    }
    try (Bench bench = Bench.online(o -> o.servers(ServerOptions.DEFAULT.withHttpPort(-1)))) {
      assertThat(bench.module.httpAddress()).isNull();
    }
    int free;
    try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    try (Bench bench = Bench.online(o -> o.servers(ServerOptions.DEFAULT.withHttpPort(free)))) {
      assertThat(address(bench).getPort()).isEqualTo(free);
    }
  }
}
