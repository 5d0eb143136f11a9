package io.github.spwf04.cli.demo;

import static io.github.spwf04.cli.capture.EncodeCommandTest.assertOneLineOfBadInput;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.cli.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DemoCommandTest {

  @Test
  void fetchesThePageAndShowsEveryPacket() {
    Run run = Run.spwf("demo");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .containsSubsequence(
            "-- boot",
            "wind 0 Console active",
            "-- join",
            "> 02 00 04 32 01 01 31 ",
            "AT+S.WIFI: action=1",
            "wind 24 WiFi Up: flag=0 address=",
            "-- GET http://127.0.0.1:",
            "AT+S.SOCKON: hostname=127.0.0.1 port=",
            "line 255 On: ip=127.0.0.1 id=0",
            "AT+S.SOCKW: id=0 length=",
            "data, ",
            " bytes \"GET / HTTP/1.0\\x0D\\x0A",
            "AT+S.SOCKR: id=0",
            "AT+S.SOCKC: id=0",
            "-- done",
            "Page: status 200, ",
            "Content-Length and SHA-256 agree",
            "Bus: ");
    assertThat(run.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    assertThat(run.out()).doesNotContain("\u001B", "junk", "correct horse");
  }

  @Test
  void quietLeavesThePacketsOut() {
    Run run = Run.spwf("demo", "--quiet");
    assertThat(run.code()).isZero();
    assertThat(run.lines()).hasSize(6);
    assertThat(run.lines().getFirst()).isEqualTo("-- boot");
    assertThat(run.lines().get(4)).matches("Page: status 200, \\d{4} bytes; .* agree");
    assertThat(run.lines().get(5))
        .matches(
            "Bus:  \\d+ transfers, \\d+ bytes; \\d+ packets to the module, \\d+ from it; .* s");
  }

  @Test
  void fullShowsEveryByteButThoseOfSecrets() {
    Run run = Run.spwf("demo", "--full");
    assertThat(run.code()).isZero();
    String hex = run.out().replaceAll("\\s+", " ");
    assertThat(run.lines())
        .anyMatch(line -> line.matches(" {13}([0-9A-F]{2} ){31}[0-9A-F]{2}"))
        .anyMatch(line -> line.endsWith("AT+S.SCFG: key=wifi_wpa_psk_text value=***"));
    assertThat(hex).doesNotContain("63 6F 72 72 65 63 74");
    assertThat(run.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
  }

  @Test
  void aForeignServerIsCheckedByItsContentLength() throws Exception {
    Run run = against("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("status 200, 5 bytes; Content-Length agrees, the server gave no SHA-256");
  }

  @Test
  void aPageThatIsNotWholeFails() throws Exception {
    assertFailed(
        against("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello"),
        "5 bytes of the page came, Content-Length is 6");
    assertFailed(against("HTTP/1.1 200 OK\r\n\r\nhello"), "no Content-Length");
    assertFailed(against("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"), "status 404");
    assertFailed(against("220 mail.example.com ESMTP\r\n"), "no HTTP answer");
    assertFailed(against(""), "0 bytes that are no HTTP answer");
    assertFailed(
        against("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Digest: sha-256=:AAAA:\r\n\r\nx"),
        "another SHA-256");
  }

  @Test
  void aServerThatIsNotThereFails() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertFailed(
        Run.spwf("demo", "--quiet", "--host", "127.0.0.1", "--port", Integer.toString(port)),
        "error 74");
  }

  @Test
  void misuseIsBadInput() {
    assertOneLineOfBadInput(Run.spwf("demo", "--port", "80"));
    assertOneLineOfBadInput(Run.spwf("demo", "--host", "a", "--port", "0"));
    assertOneLineOfBadInput(Run.spwf("demo", "--host", "a", "--port", "65536"));
    assertOneLineOfBadInput(Run.spwf("demo", "--host", "a", "--port", "http"));
    assertOneLineOfBadInput(Run.spwf("demo", "--host", "a b"));
    assertOneLineOfBadInput(Run.spwf("demo", "--host", ""));
    assertOneLineOfBadInput(Run.spwf("demo", "--host", "a", "--path", "index.html"));
    assertOneLineOfBadInput(Run.spwf("demo", "--host", "a", "--path", "/a b"));
  }

  private static void assertFailed(Run run, String message) {
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("spwf demo: ").contains(message);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.out()).doesNotContain("Page:");
  }

  /** The demo against a server that reads a request and answers with these bytes. */
  private static Run against(String answer) throws Exception {
    try (ServerSocket server = new ServerSocket()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Thread thread = Thread.ofVirtual().start(() -> serve(server, answer));
      Run run =
          Run.spwf(
              "demo",
              "--quiet",
              "--host",
              "127.0.0.1",
              "--port",
              Integer.toString(server.getLocalPort()));
      thread.join();
      return run;
    }
  }

  private static void serve(ServerSocket server, String answer) {
    try (Socket socket = server.accept()) {
      StringBuilder request = new StringBuilder();
      while (!request.toString().endsWith("\r\n\r\n")) {
        request.append((char) socket.getInputStream().read());
      }
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
