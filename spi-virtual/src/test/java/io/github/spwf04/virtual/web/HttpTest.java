package io.github.spwf04.virtual.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.EndlessPeer;
import io.github.spwf04.virtual.bench.HttpPeer;
import io.github.spwf04.virtual.bench.Peer;
import io.github.spwf04.virtual.bench.PeerProcess;
import io.github.spwf04.virtual.bench.TestCertificate;
import io.github.spwf04.virtual.bench.Usage;
import io.github.spwf04.virtual.options.ServiceOptions;
import io.github.spwf04.virtual.options.StorageOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTPGET and HTTPPOST (6.53, 6.54, field-facts C.7) against servers on this machine. */
class HttpTest {
  private static final String STATUS = "RFF@A Http Server Status Code:";

  private static void write(Bench bench, String name, String content) throws Exception {
    byte[] data = content.getBytes(UTF_8);
    assertThat(bench.replyTo(data, Command.FSC, name, Integer.toString(data.length)))
        .containsExactly("R00@A");
  }

  private static Bench online(UnaryOperator<ServiceOptions> services) throws Exception {
    return Bench.online(o -> o.services(services.apply(ServiceOptions.DEFAULT)));
  }

  private static List<String> failure(int error) {
    return List.of("RFF@A Http Client Error:" + error, "R6F@A");
  }

  @Test
  @Usage(section = "6.53")
  void aDocumentToTheConsole() throws Exception {
    try (HttpPeer server = new HttpPeer(null);
        Bench bench = online(s -> s)) {
      assertThat(bench.reply(Command.HTTPGET, "localhost", "/a?b=c", server.port()))
          .containsExactly(STATUS + "200", "R03@A hello", "R00@A");
      assertThat(server.request())
          .isEqualTo(
              "GET /a?b=c host=localhost:%s type=null login=null length=null body="
                  .formatted(server.port()));
      assertThat(bench.reply(Command.HTTPGET, "127.0.0.1", "", server.port()))
          .contains("R03@A hello");
      assertThat(server.request()).startsWith("GET /index.html ");
      assertThat(bench.reply(Command.HTTPGET, "127.0.0.1", "/missing", server.port()))
          .containsExactly(STATUS + "404", "R03@A hello", "R00@A");
      assertThat(bench.reply(Command.HTTPGET, "127.0.0.1", "/big/3500", server.port()))
          .containsExactly(
              STATUS + "200",
              "R03@A " + "x".repeat(1500),
              "R03@A " + "x".repeat(1500),
              "R03@A " + "x".repeat(500),
              "R00@A");
    }
  }

  @Test
  @Usage(section = "6.54")
  void aFileUpAndTheResponseIntoAnother() throws Exception {
    try (HttpPeer server = new HttpPeer(null);
        Bench bench = online(s -> s)) {
      write(bench, "/body.json", "{\"a\":1}");
      assertThat(
              bench.reply(
                  Command.HTTPPOST,
                  "localhost",
                  "/up",
                  server.port(),
                  "0",
                  "me",
                  "secret",
                  "/answer.txt",
                  "/body.json"))
          .containsExactly(STATUS + "200", "R00@A");
      assertThat(server.request())
          .isEqualTo(
              "POST /up host=localhost:%s type=application/json login=Basic bWU6c2VjcmV0 length=7 body={\"a\":1}"
                  .formatted(server.port()));
      assertThat(bench.reply(Command.FSP, "/answer.txt")).containsExactly("R03@A hello", "R00@A");
      assertThat(bench.reply(Command.HTTPPOST, "localhost", "/up", server.port()))
          .containsExactly(STATUS + "200", "R03@A hello", "R00@A");
      assertThat(server.request()).contains("length=0");
    }
  }

  @Test
  @Usage(section = "6.54")
  void aFileThatBeginsLikeARequestIsPostedAsItIs() throws Exception {
    try (HttpPeer server = new HttpPeer(null);
        Bench bench = online(s -> s)) {
      write(bench, "/notes.txt", "GET /secret HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(
              bench.reply(
                  Command.HTTPPOST,
                  "localhost",
                  "/up",
                  server.port(),
                  "0",
                  "",
                  "",
                  "",
                  "/notes.txt"))
          .containsExactly(STATUS + "200", "R03@A hello", "R00@A");
      assertThat(server.request())
          .startsWith("POST /up ")
          .contains("type=text/plain", "length=33", "body=GET /secret HTTP/1.1");
    }
  }

  @Test
  void chunksAsTheyWereSentOrPutTogether() throws Exception {
    try (HttpPeer server = new HttpPeer(null);
        Bench raw = online(s -> s);
        Bench decoded = online(s -> s.withRawBodies(false))) {
      assertThat(raw.reply(Command.HTTPGET, "localhost", "/chunks", server.port()))
          .containsExactly(STATUS + "200", "R03@A 5\\r\\nhello\\r\\n0\\r\\n\\r\\n", "R00@A");
      assertThat(decoded.reply(Command.HTTPGET, "localhost", "/chunks", server.port()))
          .containsExactly(STATUS + "200", "R03@A hello", "R00@A");
    }
  }

  @Test
  void aRequestOfTheHostsOwn() throws Exception {
    try (HttpPeer server = new HttpPeer(null);
        Bench bench = online(s -> s)) {
      write(
          bench,
          "/request",
          "PUT /own HTTP/1.1\r\nHost: elsewhere\r\nContent-Length: 3\r\n\r\nabc");
      assertThat(
              bench.reply(
                  Command.HTTPGET, "localhost", "", server.port(), "", "", "", "", "/request"))
          .containsExactly(STATUS + "200", "R03@A hello", "R00@A");
      assertThat(server.request())
          .isEqualTo("PUT /own host=elsewhere type=null login=null length=3 body=abc");
    }
  }

  private static TestCertificate certificate(TestCertificate authority, String kind)
      throws Exception {
    return switch (kind) {
      case "expired" ->
          authority
              .issue("localhost")
              .alternative("localhost")
              .valid("2000-01-01T00:00:00Z", "2010-01-01T00:00:00Z")
              .make();
      case "wrong name" -> authority.server("example.org");
      case "unknown authority" -> TestCertificate.authority("Other").server("localhost");
      default -> authority.server("localhost");
    };
  }

  @ParameterizedTest
  @CsvSource({"good, -1", "expired, 21", "wrong name, 5", "unknown authority, 23"})
  void byTls(String kind, int error) throws Exception {
    TestCertificate authority = TestCertificate.authority("Test");
    byte[] ca = authority.pem();
    try (HttpPeer server = new HttpPeer(certificate(authority, kind).context());
        Bench bench = online(s -> s)) {
      bench.replyTo(ca, Command.TLSCERT, "ca", Integer.toString(ca.length));
      for (String security : List.of("2", "1")) {
        List<String> expected = new ArrayList<>();
        if (security.equals("2")) {
          expected.addAll(List.of("RFE@A", "RFF@A Loading:1:2"));
        }
        if (error < 0) {
          expected.addAll(List.of(STATUS + "200", "R03@A hello", "R00@A"));
        } else {
          expected.add("RFF@A Certificate Error:" + error);
          expected.addAll(failure(7));
        }
        assertThat(bench.reply(Command.HTTPGET, "localhost", "/", server.port(), security))
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void aServerWithoutTls() throws Exception {
    // It waits for more of a request, and says nothing.
    try (HttpPeer server = new HttpPeer(null);
        Bench bench = online(s -> s.withAnswerTimeout(Duration.ofMillis(500)))) {
      assertThat(bench.reply(Command.HTTPGET, "localhost", "/", server.port(), "1"))
          .containsExactly(STATUS + "200", "R03@A hello", "R00@A");
      assertThat(bench.reply(Command.HTTPGET, "localhost", "/", server.port(), "2"))
          .containsExactly("RFF@A Loading:1:2", "RFF@A Http Client Error:7", "R6F@A");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "x, /x",
    "'', /index.html",
    "/caf\u00e9?q=\u20ac, /caf%C3%A9?q=%E2%82%AC",
    "/%20, /%20"
  })
  void pathsAsTheyGoOut(String given, String sent) throws Exception {
    try (HttpPeer server = new HttpPeer(null);
        Bench bench = online(s -> s)) {
      assertThat(bench.reply(Command.HTTPGET, "localhost", given, server.port())).endsWith("R00@A");
      assertThat(server.request()).startsWith("GET " + sent + " host=");
    }
  }

  @Test
  @Usage(section = "6.53", fails = true)
  @Usage(section = "6.54", fails = true)
  void theCausesOfTable12() throws Exception {
    try (HttpPeer server = new HttpPeer(null);
        Bench bench = online(s -> s)) {
      String port = server.port();
      assertThat(bench.reply(Command.HTTPGET, "example.org")).isEqualTo(failure(0));
      assertThat(bench.reply(Command.HTTPPOST, "example.org")).isEqualTo(failure(0));
      assertThat(bench.reply(Command.HTTPGET, "127.0.0.1", "/", "" + PeerProcess.freePort()))
          .isEqualTo(failure(2));
      assertThat(bench.reply(Command.HTTPGET, "192.0.2.1")).isEqualTo(failure(3));
      assertThat(bench.reply(Command.HTTPGET, "127.0.0.1", "/a b", port)).isEqualTo(failure(8));
      assertThat(bench.reply(Command.HTTPPOST, "127.0.0.1", "/", port, "", "", "", "", "/missing"))
          .isEqualTo(failure(12));
      assertThat(bench.reply(Command.HTTPGET, "127.0.0.1", "/big/40000", port, "", "", "", "/file"))
          .as("no room")
          .containsExactly(STATUS + "200", "RFF@A Http Client Error:15", "R6F@A");
    }
    try (Bench bench = Bench.idle()) {
      assertThat(bench.reply(Command.HTTPGET, "127.0.0.1")).containsExactly("R2C@3");
    }
  }

  static List<Arguments> wrongAnswers() {
    String ok = "HTTP/1.1 200 OK\r\n";
    return List.of(
        Arguments.of("", 5),
        Arguments.of("nonsense\r\n\r\n", 9),
        Arguments.of(ok + "Content-Length: 10\r\n\r\nhello", 9),
        Arguments.of(ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", 9),
        Arguments.of(ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhel", 9),
        Arguments.of(null, 4));
  }

  @ParameterizedTest
  @MethodSource("wrongAnswers")
  void whatAServerCanDoWrong(@Nullable String answer, int error) throws Exception {
    try (Bench bench = online(s -> s.withAnswerTimeout(Duration.ofMillis(300)));
        Peer peer = new Peer()) {
      bench.send(Command.HTTPGET, "127.0.0.1", "/", peer.port());
      assertThat(peer.receive(14)).isEqualTo("GET / HTTP/1.1");
      if (answer != null) {
        while (!peer.receive(1).equals("\n") || !peer.receive(2).equals("\r\n")) {
          // To the end of the request, so that closing is no reset.
        }
        peer.send(answer);
        peer.finish();
      }
      assertThat(bench.awaitReply()).isEqualTo(failure(error));
    }
  }

  @Test
  void aLongAnswerTimeoutIsNotCutByTheWholeRequests() throws Exception {
    Duration answer = Duration.ofMillis(300);
    try (Bench bench =
            online(s -> s.withRequestTimeout(answer.dividedBy(2)).withAnswerTimeout(answer));
        Peer peer = new Peer()) {
      bench.send(Command.HTTPGET, "127.0.0.1", "/", peer.port());
      assertThat(bench.awaitReply()).isEqualTo(failure(4));
    }
  }

  @Test
  void allOfItTakesTooLong() throws Exception {
    try (Bench bench = online(s -> s.withRequestTimeout(Duration.ofMillis(300)));
        Peer peer = new Peer()) {
      bench.send(Command.HTTPGET, "127.0.0.1", "/", peer.port());
      peer.send("HTTP/1.1 200 OK\r\n\r\n");
      assertThat(bench.awaitReply()).isEqualTo(failure(10));
    }
  }

  @Test
  void aResetEndsIt() throws Exception {
    try (Bench bench = online(s -> s);
        Peer peer = new Peer()) {
      bench.send(Command.HTTPGET, "127.0.0.1", "/", peer.port());
      peer.receive(14);
      bench.bus.reset();
      assertThat(new String(peer.socket().getInputStream().readAllBytes(), ISO_8859_1))
          .contains("Host: 127.0.0.1");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;' | x | PARSER",
        "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n' | '1;@\r\nx\r\n' | MEMORY",
        "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n' | 'A: b\r\n' | PARSER",
        "'HTTP/1.1 200 OK\r\nX: ' | x | PARSER",
        "'HTTP/1.1 200 OK\r\n' | 'A: b\r\n' | PARSER",
        "'HTTP/1.1 200 OK\r\nA: b\r\n' | ' b\r\n' | PARSER",
        "HTTP/1.1 | x | PARSER",
        "'' | 'HTTP/1.1 100 Continue\r\n\r\n' | PARSER",
        "'HTTP/1.1 200 OK\r\n\r\n' | x | MEMORY",
      })
  void aResponseWithoutAnEnd(String begin, String again, String error) throws Exception {
    String more = again.translateEscapes().replace("@", "a".repeat(4000));
    try (EndlessPeer server = new EndlessPeer(begin.translateEscapes(), more);
        Bench bench = online(s -> s)) {
      assertThat(bench.reply(Command.HTTPGET, "127.0.0.1", "/", server.port()))
          .isEqualTo(
              error.equals("MEMORY") ? List.of("R5B@A") : failure(ModuleError.HTTP_PARSER.id()));
      assertThat(bench.reply(Command.AT)).containsExactly("R00@A");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 200 OK", "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"})
  void aByteNowAndThen(String begin) throws Exception {
    ServiceOptions services =
        ServiceOptions.DEFAULT
            .withAnswerTimeout(Bench.LIMIT.multipliedBy(2))
            .withRequestTimeout(Duration.ofMillis(300));
    try (EndlessPeer server =
            EndlessPeer.slow(begin.translateEscapes(), "x", Duration.ofMillis(20));
        Bench bench = online(_ -> services)) {
      assertThat(bench.reply(Command.HTTPGET, "127.0.0.1", "/", server.port()))
          .isEqualTo(failure(ModuleError.HTTP_REQUEST_TIMEOUT.id()));
    }
  }

  @Test
  void aServerThatDoesNotRead(@TempDir Path folder) throws Exception {
    ServiceOptions services = ServiceOptions.DEFAULT.withRequestTimeout(Duration.ofMillis(300));
    int length = 15 << 20;
    StorageOptions storage =
        StorageOptions.DEFAULT.withFolder(folder).withExternalBytes(length + (1 << 20));
    Files.write(Files.createDirectories(folder.resolve("X")).resolve("big"), new byte[length]);
    try (ServerSocket server = new ServerSocket();
        Bench bench = Bench.online(o -> o.services(services).storage(storage))) {
      server.setReceiveBufferSize(4096);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String port = "" + server.getLocalPort();
      assertThat(bench.reply(Command.HTTPPOST, "127.0.0.1", "/", port, "", "", "", "", "0:big"))
          .isEqualTo(failure(ModuleError.HTTP_REQUEST_TIMEOUT.id()));
    }
  }
}
