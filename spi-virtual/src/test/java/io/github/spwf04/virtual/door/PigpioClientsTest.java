package io.github.spwf04.virtual.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.test.Installed;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.options.ModuleOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs written for a Raspberry Pi, on the door of the pigpio daemon. */
@Tag(Installed.PROGRAMS)
class PigpioClientsTest {
  private static final int LIMIT_SECONDS = 60;

  @TempDir private Path folder;
  private VirtualModule module;
  private PigpiodDoor door;

  @BeforeEach
  void open() throws IOException {
    module =
        new VirtualModule(
            ModuleOptions.builder()
                .variable("wifi_ssid", "68:6F:6D:65")
                .variable("wifi_ssid_len", "4")
                .accessPoint(AccessPoint.open("home"))
                .build());
    door = new PigpiodDoor(module, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @AfterEach
  void close() {
    door.close();
    module.close();
    assertThat(module.fault()).isNull();
  }

  @Test
  void python() throws Exception {
    Path python = Installed.program("python3");
    Path pigpio = Installed.file("/usr/lib/python3/dist-packages/pigpio.py");
    try (ServerSocket echo = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> echo(echo));
      List<String> lines =
          run(
              new ProcessBuilder(
                  python.toString(),
                  script("conversation.py"),
                  port(),
                  Integer.toString(echo.getLocalPort())),
              "PYTHONPATH",
              Objects.requireNonNull(pigpio.getParent()).toString());
      assertThat(lines)
          .startsWith("RESET 0 1")
          .containsSubsequence(
              "WIND 7 10",
              "WIND 1 171117-0328fe3-SPWF04S",
              "WIND 3 20",
              "WIND 0 ",
              "WIND 32 ",
              "WIND 24 0:192.168.0.50",
              "AT 0",
              "FSC 0",
              "FSP 0 True",
              "SOCKON 0 On:127.0.0.1:0",
              "SOCKW 0",
              "SOCKR 0 hello",
              "SOCKC 0",
              "EDGES True",
              "CLOSED 0")
          // Before or behind the OK of SOCKW: the echo is that quick.
          .contains("WIND 55 :0:5:5");
    }
  }

  private static void echo(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException _) {
      // The test is over, or says itself what it missed.
    }
  }

  @Test
  void c() throws Exception {
    Path gcc = Installed.program("gcc");
    Installed.file("/usr/include/pigpiod_if2.h");
    Path program = folder.resolve("boot");
    List<String> warnings =
        run(
            new ProcessBuilder(
                gcc.toString(),
                "-Wall",
                "-I",
                script("include"),
                "-o",
                program.toString(),
                script("boot.c"),
                "-lpigpiod_if2",
                "-lpthread"));
    assertThat(warnings).isEmpty();
    assertThat(run(new ProcessBuilder(program.toString(), port())))
        .startsWith("VERSION 78")
        .containsSubsequence("WIND 1 171117-0328fe3-SPWF04S", "WIND 0 ", "WIND 32 ", "REPLY 0 ")
        .contains("UNKNOWN -76");
  }

  @Test
  void javaScript() throws Exception {
    Path node = Installed.program("node");
    Path client = Installed.npm("pigpio-client");
    assertThat(
            run(new ProcessBuilder(node.toString(), script("boot.js"), client.toString(), port())))
        .containsSubsequence("WIND 1 171117-0328fe3-SPWF04S", "WIND 0 ", "WIND 32 ", "REPLY 0 ")
        .endsWith("EDGES true");
  }

  private String port() {
    return Integer.toString(door.address().getPort());
  }

  private static String script(String name) throws Exception {
    return Path.of(
            Objects.requireNonNull(PigpioClientsTest.class.getResource("/pigpio/" + name)).toURI())
        .toString();
  }

  /** What the program printed, a line each; it must end well and in time. */
  private List<String> run(ProcessBuilder builder, String... environment) throws Exception {
    for (int i = 0; i < environment.length; i += 2) {
      builder.environment().put(environment[i], environment[i + 1]);
    }
    Path output = Files.createTempFile(folder, "output", ".txt");
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    boolean ended;
    try {
      ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    } finally {
      process.destroyForcibly();
    }
    List<String> lines = new ArrayList<>(Files.readAllLines(output, StandardCharsets.UTF_8));
    assertThat(ended).as("end of %s: %s", builder.command(), lines).isTrue();
    assertThat(process.exitValue()).as("%s: %s", builder.command(), lines).isZero();
    return lines;
  }
}
