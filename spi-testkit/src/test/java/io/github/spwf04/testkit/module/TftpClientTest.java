package io.github.spwf04.testkit.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.test.Installed;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TFTPGET and TFTPPUT (6.50, 6.51) against tftpd-hpa. */
class TftpClientTest {
  @TempDir private Path folder;

  private PeerProcess server(int port) throws Exception {
    PeerProcess server =
        PeerProcess.start(
            folder,
            Installed.program("in.tftpd").toString(),
            "--foreground",
            "--address",
            "127.0.0.1:" + port,
            "--user",
            System.getProperty("user.name"),
            "--permissive",
            "--create",
            "--secure",
            folder.toString());
    // It prints nothing: its port is in the kernel's list once it is there.
    String local = "%08X:%04X ".formatted(0x0100007F, port);
    long end = System.nanoTime() + Bench.LIMIT.toNanos();
    while (!Files.readString(Path.of("/proc/net/udp")).contains(local)) {
      assertThat(System.nanoTime()).as("time for in.tftpd").isLessThan(end);
    }
    return server;
  }

  private static int freePort() throws Exception {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Bench online() throws Exception {
    return Bench.online(
        o -> o.services(ServiceOptions.DEFAULT.withAnswerTimeout(Duration.ofMillis(900))));
  }

  @Test
  @Usage(section = "6.50")
  @Usage(section = "6.51")
  void thereAndBack() throws Exception {
    int port = freePort();
    Files.writeString(folder.resolve("page.txt"), "x".repeat(1500));
    try (PeerProcess _ = server(port);
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
      assertThat(folder.resolve("up.bin")).hasContent("hello\n\r\0");
    }
  }

  @Test
  @Usage(section = "6.50", fails = true)
  @Usage(section = "6.51", fails = true)
  void whatFails() throws Exception {
    int port = freePort();
    Files.writeString(folder.resolve("big.txt"), "x".repeat(40_000));
    try (PeerProcess _ = server(port);
        Bench bench = online()) {
      assertThat(bench.reply(Command.TFTPGET, "localhost", "" + port, "missing.txt"))
          .containsExactly("R6F@A");
      assertThat(bench.reply(Command.TFTPGET, "localhost", "" + port, "big.txt"))
          .as("no room in RAM")
          .doesNotContain("R00@A")
          .hasSize(1);
      assertThat(bench.reply(Command.TFTPGET, "localhost", "" + freePort(), "x"))
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
