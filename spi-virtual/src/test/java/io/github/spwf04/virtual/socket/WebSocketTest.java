package io.github.spwf04.virtual.socket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.EndlessPeer;
import io.github.spwf04.virtual.bench.PeerProcess;
import io.github.spwf04.virtual.bench.TestCertificate;
import io.github.spwf04.virtual.bench.Usage;
import io.github.spwf04.virtual.bench.WebSocketPeer;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.virtual.options.ServiceOptions;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** WSOCKON to WSOCKL (6.61 to 6.66) against a server. */
class WebSocketTest {
  private static WebSocketPeer server() throws Exception {
    return new WebSocketPeer(null);
  }

  private static Bench online(UnaryOperator<ModuleOptions.Builder> options) throws Exception {
    return Bench.online(options);
  }

  private static void open(Bench bench, WebSocketPeer server, String path) throws Exception {
    assertThat(bench.reply(Command.WSOCKON, "127.0.0.1", server.port(), path))
        .containsExactly("RFF@A On:0", "R00@A");
  }

  private static List<String> write(Bench bench, String flags, String text) throws Exception {
    String[] flag = flags.split(",");
    byte[] data = text.getBytes(US_ASCII);
    return bench.replyTo(
        data, Command.WSOCKW, "0", flag[0], flag[1], flag[2], Integer.toString(data.length));
  }

  @Test
  @Usage(section = "6.61")
  @Usage(section = "6.62")
  @Usage(section = "6.63")
  @Usage(section = "6.64")
  @Usage(section = "6.65")
  @Usage(section = "6.66")
  void aWholeConversation() throws Exception {
    try (WebSocketPeer server = server();
        Bench bench = online(o -> o)) {
      open(bench, server, "/chat?room=1");
      assertThat(server.await("^open (.*)").group(1))
          .isEqualTo(
              "/chat?room=1 host=127.0.0.1:%s origin=null login=null protocol=null extensions=null"
                  .formatted(server.port()));

      assertThat(write(bench, "1,1,0", "hello")).containsExactly("R00@A");
      assertThat(server.await("^message (.*)").group(1)).isEqualTo("text hello");
      assertThat(bench.awaitEvent()).isEqualTo("W88@A 0:1:1:5:5");
      assertThat(bench.reply(Command.WSOCKQ, "0")).containsExactly("RFF@A Query:5", "R00@A");
      assertThat(bench.reply(Command.WSOCKL))
          .hasSize(2)
          .first()
          .asString()
          .matches("RFF@A List:0:1:5:[1-9][0-9]{3,4}");
      assertThat(bench.reply(Command.WSOCKC, "0")).as("pending").containsExactly("R4D@A");
      assertThat(bench.reply(Command.WSOCKR, "0", "2"))
          .containsExactly("RFE@A Reading:2:5", "R03@A he", "R00@A");
      assertThat(bench.reply(Command.WSOCKR, "0"))
          .containsExactly("RFE@A Reading:3:3", "R03@A llo", "R00@A");

      assertThat(bench.reply(Command.WSOCKC, "0", "1")).containsExactly("R00@A");
      assertThat(server.await("^closed (.*)").group(1)).isEqualTo("1001");
      assertThat(bench.reply(Command.WSOCKL)).containsExactly("R00@A");
      assertThat(bench.drain()).isEmpty();
    }
  }

  @Test
  void aBinaryMessageInFragmentsBothWays() throws Exception {
    try (WebSocketPeer server = server();
        Bench bench = online(o -> o)) {
      open(bench, server, "/fragments");
      assertThat(write(bench, "0,1,1", "abcd")).containsExactly("R00@A");
      assertThat(write(bench, "0,0,1", "ef")).containsExactly("R00@A");
      assertThat(write(bench, "1,1,1", "gh")).containsExactly("R00@A");
      assertThat(server.await("^message (.*)").group(1)).isEqualTo("binary abcdefgh");
      assertThat(bench.awaitEvent()).isEqualTo("W88@A 0:0:1:3:3");
      assertThat(bench.awaitEvent()).isEqualTo("W88@A 0:0:1:3:6");
      assertThat(bench.awaitEvent()).isEqualTo("W88@A 0:1:1:2:8");
      assertThat(bench.reply(Command.WSOCKR, "0", "0"))
          .containsExactly("RFE@A Reading:8:8", "R03@A abcdefgh", "R00@A");
    }
  }

  @Test
  void aFrameThatDoesNotFitComesInFragments() throws Exception {
    try (WebSocketPeer server = server();
        Bench bench = online(o -> o)) {
      open(bench, server, "/flood/4000");
      assertThat(bench.awaitEvent()).isEqualTo("W88@A 0:1:0:1500:1500");
      assertThat(bench.reply(Command.WSOCKR, "0", "1000"))
          .containsExactly("RFE@A Reading:1000:1500", "R03@A " + "x".repeat(1000), "R00@A");
      assertThat(bench.awaitEvent()).isEqualTo("W88@A 0:1:0:1000:1500");
      assertThat(bench.reply(Command.WSOCKR, "0")).hasSize(3).contains("RFE@A Reading:1500:1500");
      assertThat(bench.awaitEvent()).isEqualTo("W88@A 0:1:1:1500:1500");
      assertThat(bench.reply(Command.WSOCKR, "0")).hasSize(3);
      assertThat(bench.reply(Command.WSOCKQ, "0")).containsExactly("RFF@A Query:0", "R00@A");
    }
  }

  @Test
  void theServersEnd() throws Exception {
    try (WebSocketPeer server = server();
        Bench bench = online(o -> o)) {
      open(bench, server, "/");
      assertThat(write(bench, "1,1,0", "bye")).containsExactly("R00@A");
      assertThat(bench.awaitEvent()).isEqualTo("W89@A 0");
      assertThat(bench.reply(Command.WSOCKL)).first().asString().startsWith("RFF@A List:0:0:0:");
      assertThat(write(bench, "1,1,0", "x")).containsExactly("R48@A");
      assertThat(bench.reply(Command.WSOCKC, "0")).containsExactly("R00@A");
    }
  }

  @Test
  void theEndComesBehindTheLastFrame() throws Exception {
    try (WebSocketPeer server = server();
        Bench bench = online(o -> o)) {
      open(bench, server, "/drop");
      assertThat(bench.awaitEvent()).isEqualTo("W89@A 0");
      assertThat(bench.reply(Command.WSOCKC, "0")).containsExactly("R00@A");
    }
  }

  @Test
  void whatTheServerSaysAtOnceIsAnnouncedBehindTheReply() throws Exception {
    try (WebSocketPeer server = server();
        Bench bench = online(o -> o)) {
      open(bench, server, "/greet");
      assertThat(bench.awaitEvent()).isEqualTo("W88@A 0:1:1:5:5");
    }
  }

  @Test
  void loginOriginProtocolsAndExtensions() throws Exception {
    try (WebSocketPeer server = server();
        Bench bench = online(o -> o)) {
      assertThat(
              bench.reply(
                  Command.WSOCKON,
                  "localhost",
                  server.port(),
                  "/x",
                  "0",
                  "me",
                  "secret",
                  "https://example.org",
                  "chat, superchat",
                  "x-test"))
          .containsExactly("RFF@A On:0", "R00@A");
      assertThat(server.await("^open (.*)").group(1))
          .isEqualTo(
              ("/x host=localhost:%s origin=https://example.org login=Basic bWU6c2VjcmV0"
                      + " protocol=chat extensions=x-test")
                  .formatted(server.port()));
    }
  }

  @Test
  void byTls() throws Exception {
    TestCertificate authority = TestCertificate.authority("Test");
    byte[] ca = authority.pem();
    try (WebSocketPeer server = new WebSocketPeer(authority.server("localhost").context());
        Bench bench = online(o -> o)) {
      assertThat(bench.reply(Command.WSOCKON, "localhost", server.port(), "", "2"))
          .as("no authority")
          .containsExactly(
              "RFF@A Loading:1:2",
              "RFF@A Certificate Error:23",
              "RFF@A WebSocket Client Error:2",
              "R4A@A");
      bench.replyTo(ca, Command.TLSCERT, "ca", Integer.toString(ca.length));
      assertThat(bench.reply(Command.WSOCKON, "localhost", server.port(), "", "2"))
          .containsExactly("RFE@A", "RFF@A Loading:1:2", "RFF@A On:0", "R00@A");
      assertThat(write(bench, "1,1,0", "hello")).containsExactly("R00@A");
      assertThat(bench.awaitEvent()).isEqualTo("W88@A 0:1:1:5:5");
      assertThat(bench.reply(Command.WSOCKON, "127.0.0.1", server.port(), "", "1"))
          .as("the same server")
          .containsExactly("R49@A");
    }
    try (WebSocketPeer server = server();
        Bench bench = online(o -> o)) {
      assertThat(bench.reply(Command.WSOCKON, "localhost", server.port(), "", "1"))
          .as("detected: none")
          .containsExactly("RFF@A On:0", "R00@A");
      assertThat(bench.reply(Command.WSOCKON, "localhost", server.port(), "", "2"))
          .containsExactly("R49@A");
    }
  }

  @Test
  @Usage(section = "6.61", fails = true)
  void twoAndNoMoreAndNoServerTwice() throws Exception {
    try (WebSocketPeer first = server();
        Bench bench = online(o -> o)) {
      open(bench, first, "/");
      assertThat(bench.reply(Command.WSOCKON, "127.0.0.1", first.port(), "/other"))
          .containsExactly("R49@A");
      try (WebSocketPeer other = server()) {
        String port = other.port();
        assertThat(bench.reply(Command.WSOCKON, "127.0.0.1", port))
            .containsExactly("RFF@A On:1", "R00@A");
        assertThat(bench.reply(Command.WSOCKON, "127.0.0.1", "1")).containsExactly("R4B@A");
        assertThat(bench.reply(Command.WSOCKC, "0")).containsExactly("R00@A");
        assertThat(bench.reply(Command.WSOCKON, "127.0.0.1", first.port()))
            .containsExactly("RFF@A On:0", "R00@A");
      }
    }
  }

  @Test
  void theCausesOfTable11() throws Exception {
    try (WebSocketPeer server = server();
        Bench bench =
            online(
                o ->
                    o.services(ServiceOptions.DEFAULT.withAnswerTimeout(Duration.ofMillis(300))))) {
      String port = server.port();
      String closed = Integer.toString(PeerProcess.freePort());
      assertThat(bench.reply(Command.WSOCKON, "127.0.0.1", closed)).isEqualTo(failure(0));
      assertThat(bench.reply(Command.WSOCKON, "192.0.2.1", port)).isEqualTo(failure(1));
      assertThat(bench.reply(Command.WSOCKON, "127.0.0.1", port, "/", "2"))
          .containsExactly("RFF@A Loading:1:2", "RFF@A WebSocket Client Error:2", "R4A@A");
      assertThat(bench.reply(Command.WSOCKON, "example.org", port)).isEqualTo(failure(3));
      assertThat(bench.reply(Command.WSOCKON, "127.0.0.1", port, "/refuse")).isEqualTo(failure(4));
      assertThat(bench.reply(Command.WSOCKON, "127.0.0.1", port, "/a b")).isEqualTo(failure(4));
      assertThat(bench.reply(Command.WSOCKON, "127.0.0.1", port, "/silent")).isEqualTo(failure(5));
      assertThat(bench.reply(Command.WSOCKL)).containsExactly("R00@A");
    }
  }

  private static List<String> failure(int error) {
    return List.of("RFF@A WebSocket Client Error:" + error, "R4A@A");
  }

  @ParameterizedTest
  @Usage(section = "6.62", fails = true)
  @Usage(section = "6.63", fails = true)
  @Usage(section = "6.65", fails = true)
  @Usage(section = "6.66", fails = true)
  @CsvSource({
    "WSOCKQ, 0, R4C@A",
    "WSOCKC, 1, R4C@A",
    "WSOCKR, 0, R4C@A",
    "WSOCKR, 2, R4C@A",
    "WSOCKL, 0, R06@A",
    "WSOCKON, '', R02@A",
  })
  void whatIsRefused(Command command, String argument, String error) throws Exception {
    try (Bench bench = online(o -> o)) {
      assertThat(bench.reply(command, argument)).containsExactly(error);
    }
  }

  @Test
  @Usage(section = "6.64", fails = true)
  void writingToNone() throws Exception {
    try (Bench bench = online(o -> o)) {
      assertThat(write(bench, "1,1,0", "x")).containsExactly("R4C@A");
    }
    try (Bench bench = Bench.idle()) {
      assertThat(bench.reply(Command.WSOCKON, "127.0.0.1", "80")).containsExactly("R2C@3");
    }
  }

  @Test
  void aStatusThatNobodyMaySend() throws Exception {
    try (WebSocketPeer server = server();
        Bench bench = online(o -> o)) {
      open(bench, server, "/");
      assertThat(bench.reply(Command.WSOCKC, "0", "6")).containsExactly("R08@A");
      assertThat(bench.reply(Command.WSOCKC, "0", "5000")).containsExactly("R08@A");
      assertThat(bench.reply(Command.WSOCKC, "0", "65535")).containsExactly("R08@A");
      assertThat(bench.reply(Command.WSOCKC, "0", "4001")).containsExactly("R00@A");
      assertThat(server.await("^closed (.*)").group(1)).isEqualTo("4001");
    }
  }

  @Test
  void aPathBeyondAscii() throws Exception {
    try (WebSocketPeer server = server();
        Bench bench = online(o -> o)) {
      open(bench, server, "caf\u00e9/%20?q=\u20ac");
      assertThat(server.await("^open (\\S+) .*").group(1)).isEqualTo("/caf%C3%A9/%20?q=%E2%82%AC");
    }
  }

  @Test
  void theNetworksEndAndTheReset() throws Exception {
    try (WebSocketPeer server = server();
        Bench bench = online(o -> o)) {
      open(bench, server, "/greet");
      bench.awaitEvent();
      bench.module.radio().remove("home");
      bench.turn(Duration.ofMillis(20));
      assertThat(bench.drain()).containsExactly("W30@A", "W33@3", "W89@3 0");
      assertThat(bench.replyTo(new byte[1], Command.WSOCKW, "0", "", "", "", "1"))
          .containsExactly("R4E@3");
      assertThat(bench.reply(Command.WSOCKR, "0"))
          .containsExactly("RFE@3 Reading:5:5", "R03@3 hello", "R00@3");
    }
    try (WebSocketPeer server = server();
        Bench bench = online(o -> o)) {
      open(bench, server, "/");
      server.await("^open");
      bench.bus.reset();
      assertThat(server.await("^closed (.*)").group(1)).as("no goodbye").isEqualTo("1006");
    }
  }

  /** The status of the close frame that a client has sent, and nothing else. */
  private static int status(byte[] said) {
    assertThat(said).hasSizeGreaterThanOrEqualTo(8);
    assertThat(said[0]).isEqualTo((byte) 0x88);
    return ((said[6] ^ said[2]) & 0xFF) << 8 | (said[7] ^ said[3]) & 0xFF;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125})
  void aMessageWithoutAnEnd(int length) throws Exception {
    try (EndlessPeer server =
            EndlessPeer.webSocket(
                EndlessPeer.frame(0x01, length), EndlessPeer.frame(0x00, length));
        Bench bench = online(o -> o.pendingDataMissing(true).variable("ip_sock_memsize", "64"))) {
      assertThat(bench.reply(Command.WSOCKON, "127.0.0.1", server.port(), "/"))
          .containsExactly("RFF@A On:0", "R00@A");
      // The host reads as fast as it can: nothing else ends it.
      long end = System.nanoTime() + Bench.LIMIT.multipliedBy(3).toNanos();
      do {
        assertThat(System.nanoTime() - end).as("still open").isNegative();
        assertThat(bench.reply(Command.WSOCKR, "0")).last().isEqualTo("R00@A");
      } while (!bench.reply(Command.WSOCKL).getFirst().startsWith("RFF@A List:0:0:"));
      assertThat(status(server.heard())).isEqualTo(1009);
      assertThat(bench.drain()).containsExactly("W89@A 0");
    }
  }

  @Test
  void aFrameThatIsTooLong() throws Exception {
    byte[] header = {(byte) 0x82, 127, 0, 0, 0, 1, 0, 0, 0, 0};
    try (EndlessPeer server = EndlessPeer.webSocket(header, new byte[1024]);
        Bench bench = online(o -> o)) {
      assertThat(bench.reply(Command.WSOCKON, "127.0.0.1", server.port(), "/"))
          .containsExactly("RFF@A On:0", "R00@A");
      assertThat(bench.awaitEvent()).isEqualTo("W89@A 0");
      assertThat(status(server.heard())).isEqualTo(1009);
    }
  }
}
