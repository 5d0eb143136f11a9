package io.github.spwf04.virtual.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.TftpPeer;
import io.github.spwf04.virtual.bench.Usage;
import io.github.spwf04.virtual.options.ServiceOptions;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TFTPGET and TFTPPUT (6.50, 6.51) against a server. */
class TftpClientTest {
  @TempDir private Path folder;

  private static Bench online() throws Exception {
    return Bench.online(
        o -> o.services(ServiceOptions.DEFAULT.withAnswerTimeout(Duration.ofMillis(900))));
  }

  @Test
  @Usage(section = "6.50")
  @Usage(section = "6.51")
  void thereAndBack() throws Exception {
    int port = TftpPeer.freePort();
    Files.writeString(folder.resolve("page.txt"), "x".repeat(1500));
    try (TftpPeer _ = new TftpPeer(folder, port);
        Bench bench = online()) {
      assertThat(bench.reply(Command.TFTPGET, "localhost", "" + port, "page.txt", "/copy.txt"))
          .containsExactly("R00@A");
      assertThat(bench.reply(Command.FSP, "/copy.txt"))
          .containsExactly("R03@A " + "x".repeat(1500), "R00@A");
      assertThat(bench.reply(Command.TFTPGET, "localhost", "" + port, "page.txt"))
          .containsExactly("R00@A");
      assertThat(bench.reply(Command.FSP, "2:/page.txt")).hasSize(2);

      bench.replyTo("hello\n\r\0".getBytes(), Command.FSC, "/up.bin", "8");
      assertThat(bench.reply(Command.TFTPPUT, "localhost", "" + port, "/up.bin"))
          .containsExactly("R00@A");
      TftpPeer.awaitFile(folder.resolve("up.bin"), "hello\n\r\0");
    }
  }

  /** The bytes of a name go out as the host has sent them. */
  @Test
  void aNameBeyondAscii() throws Exception {
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Bench bench = online()) {
      server.setSoTimeout((int) Bench.LIMIT.toMillis());
      bench.write(
          Bench.packet(
              Command.TFTPGET.id(), 0, "localhost", "" + server.getLocalPort(), "caf\u00e9", "/x"));
      DatagramPacket request = new DatagramPacket(new byte[512], 512);
      server.receive(request);
      assertThat(new String(request.getData(), 2, request.getLength() - 2, UTF_8))
          .startsWith("caf\u00e9\0octet\0");
      byte[] notFound = {0, 5, 0, 1, 0};
      server.send(new DatagramPacket(notFound, notFound.length, request.getSocketAddress()));
      assertThat(bench.awaitReply()).containsExactly("R6F@A");
    }
  }

  @Test
  @Usage(section = "6.50", fails = true)
  @Usage(section = "6.51", fails = true)
  void whatFails() throws Exception {
    int port = TftpPeer.freePort();
    Files.writeString(folder.resolve("big.txt"), "x".repeat(40_000));
    try (TftpPeer _ = new TftpPeer(folder, port);
        Bench bench = online()) {
      assertThat(bench.reply(Command.TFTPGET, "localhost", "" + port, "missing.txt"))
          .containsExactly("R6F@A");
      assertThat(bench.reply(Command.TFTPGET, "localhost", "" + port, "big.txt"))
          .as("no room in RAM")
          .doesNotContain("R00@A")
          .hasSize(1);
      assertThat(bench.reply(Command.TFTPGET, "localhost", "" + TftpPeer.freePort(), "x"))
          .as("nobody there")
          .containsExactly("R6F@A");
      assertThat(bench.reply(Command.TFTPGET, "example.org", "", "x")).containsExactly("R41@A");
      assertThat(bench.reply(Command.TFTPPUT, "localhost", "" + port, "/missing"))
          .as("no such file here")
          .doesNotContain("R00@A")
          .hasSize(1);
      assertThat(bench.reply(Command.TFTPPUT, "example.org", "", "/index.html"))
          .containsExactly("R41@A");
    }
    try (Bench bench = Bench.idle()) {
      assertThat(bench.reply(Command.TFTPGET, "localhost", "", "x")).containsExactly("R2C@3");
    }
  }
}
