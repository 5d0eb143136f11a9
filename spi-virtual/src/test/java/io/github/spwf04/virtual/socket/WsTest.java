package io.github.spwf04.virtual.socket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.test.Installed;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.PeerProcess;
import io.github.spwf04.virtual.bench.TestCertificate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Web sockets with a server that is not ours: npm's ws. */
@Tag(Installed.PROGRAMS)
class WsTest {
  @TempDir private Path folder;

  private static List<String> write(Bench bench, String last, String text) throws Exception {
    byte[] data = text.getBytes(US_ASCII);
    return bench.replyTo(data, Command.WSOCKW, "0", last, last, "0", Integer.toString(data.length));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aConversation(boolean tls) throws Exception {
    TestCertificate authority = TestCertificate.authority("Test");
    List<String> command = new ArrayList<>();
    command.add(Installed.program("node").toString());
    command.add(PeerProcess.resource(folder, "websocket-peer.mjs").toString());
    command.add(Installed.npm("ws").toString());
    if (tls) {
      authority.server("localhost").write(folder, "server");
      command.add("server.key");
      command.add("server.pem");
    }
    try (PeerProcess server = PeerProcess.start(folder, command.toArray(String[]::new));
        Bench bench = Bench.online(o -> o)) {
      byte[] ca = authority.pem();
      bench.replyTo(ca, Command.TLSCERT, "ca", Integer.toString(ca.length));
      String port = server.await("^port ([0-9]+)").group(1);
      assertThat(
              bench.reply(
                  Command.WSOCKON,
                  "localhost",
                  port,
                  "/fragments",
                  tls ? "2" : "0",
                  "me",
                  "secret",
                  "https://example.org",
                  "chat, superchat",
                  "x-test"))
          .endsWith("RFF@A On:0", "R00@A");
      assertThat(server.await("^open (.*)").group(1))
          .isEqualTo(
              ("{\"url\":\"/fragments\",\"host\":\"localhost:%s\","
                      + "\"origin\":\"https://example.org\","
                      + "\"authorization\":\"Basic bWU6c2VjcmV0\",\"protocol\":\"chat\","
                      + "\"extensions\":\"x-test\"}")
                  .formatted(port));
      assertThat(write(bench, "0", "abcd")).containsExactly("R00@A");
      assertThat(write(bench, "1", "ef")).containsExactly("R00@A");
      assertThat(server.await("^message (.*)").group(1)).isEqualTo("text abcdef");
      assertThat(bench.awaitEvent()).isEqualTo("W88@A 0:0:1:3:3");
      assertThat(bench.awaitEvent()).isEqualTo("W88@A 0:1:1:3:6");
      assertThat(bench.reply(Command.WSOCKR, "0"))
          .containsExactly("RFE@A Reading:6:6", "R03@A abcdef", "R00@A");
      assertThat(bench.reply(Command.WSOCKC, "0", "1")).containsExactly("R00@A");
      assertThat(server.await("^closed (.*)").group(1)).isEqualTo("1001");
    }
  }
}
