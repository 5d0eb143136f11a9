package io.github.spwf04.virtual.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.test.Installed;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.PeerProcess;
import io.github.spwf04.virtual.bench.TftpPeer;
import io.github.spwf04.virtual.bench.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TFTP with a server and a client that are not ours: tftp-hpa. */
@Tag(Installed.PROGRAMS)
class TftpHpaTest {
  @TempDir private Path folder;

  @Test
  void itsServer() throws Exception {
    int port = TftpPeer.freePort();
    Files.writeString(folder.resolve("page.txt"), "x".repeat(1500));
    try (PeerProcess _ =
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
        Bench bench = Bench.online(o -> o)) {
      // It prints nothing: its port is in the kernel's list once it is there.
      String local = "%08X:%04X ".formatted(0x0100007F, port);
      long end = System.nanoTime() + Bench.LIMIT.toNanos();
      while (!Files.readString(Path.of("/proc/net/udp")).contains(local)) {
        assertThat(System.nanoTime()).as("in.tftpd listens").isLessThan(end);
      }
      assertThat(bench.reply(Command.TFTPGET, "localhost", "" + port, "page.txt", "/copy.txt"))
          .containsExactly("R00@A");
      assertThat(bench.reply(Command.FSP, "/copy.txt"))
          .containsExactly("R03@A " + "x".repeat(1500), "R00@A");
      bench.replyTo("hello\n\r\0".getBytes(), Command.FSC, "/up.bin", "8");
      assertThat(bench.reply(Command.TFTPPUT, "localhost", "" + port, "/up.bin"))
          .containsExactly("R00@A");
      assertThat(folder.resolve("up.bin")).hasContent("hello\n\r\0");
      assertThat(bench.reply(Command.TFTPGET, "localhost", "" + port, "missing.txt"))
          .containsExactly("R6F@A");
    }
  }

  private static String tftp(String port, String mode, String... command) throws Exception {
    String[] arguments = new String[5 + command.length];
    arguments[0] = "-m";
    arguments[1] = mode;
    arguments[2] = "127.0.0.1";
    arguments[3] = port;
    arguments[4] = "-c";
    System.arraycopy(command, 0, arguments, 5, command.length);
    return Tool.run("tftp", arguments);
  }

  @Test
  void itsClient() throws Exception {
    Path sent = Files.writeString(folder.resolve("sent"), "one\ntwo\n".repeat(100));
    Path received = folder.resolve("received");
    try (Bench bench = Bench.online(o -> o)) {
      String port = "" + Objects.requireNonNull(bench.module.tftpAddress()).getPort();
      for (String mode : new String[] {"binary", "ascii"}) {
        assertThat(tftp(port, mode, "put", sent.toString(), mode)).isEmpty();
        assertThat(bench.awaitEvent()).isEqualTo("W90@A 127.0.0.1:" + mode);
        assertThat(tftp(port, mode, "get", mode, received.toString())).isEmpty();
        assertThat(received).hasSameBinaryContentAs(sent);
      }
      assertThat(tftp(port, "binary", "get", "nothing", received.toString()))
          .contains("Error code 1: error 51");
    }
  }
}
